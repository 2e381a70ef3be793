from django.db import migrations

FORWARD = """
CREATE FUNCTION complaints_is_independent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM organisation_teammembership
        WHERE team_id = NEW.team_id AND user_id IN (NEW.handler_id, NEW.deputy_id)
    ) THEN
        RAISE EXCEPTION 'the handler belongs to the team complained about'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'complaint_independent_handler';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER independent_handler
    BEFORE INSERT OR UPDATE OF team_id, handler_id, deputy_id ON complaints_complaint
    FOR EACH ROW EXECUTE FUNCTION complaints_is_independent();
"""

BACKWARD = """
DROP TRIGGER independent_handler ON complaints_complaint;
DROP FUNCTION complaints_is_independent();
"""


class Migration(migrations.Migration):
    """The handler never belongs to the team complained about (Decreet Lokaal Bestuur, art. 303)."""

    dependencies = [("complaints", "0001_initial"), ("organisation", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
