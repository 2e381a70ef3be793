from django.db import migrations

FORWARD = """
CREATE FUNCTION catalogue_published_steps_never_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    which bigint := CASE WHEN TG_OP = 'INSERT' THEN NEW.version_id ELSE OLD.version_id END;
BEGIN
    IF EXISTS (SELECT FROM catalogue_processversion WHERE id = which AND state <> 'draft') THEN
        RAISE EXCEPTION 'the steps of a published version never change';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER published_steps_never_change BEFORE INSERT OR UPDATE OR DELETE ON catalogue_step
    FOR EACH ROW EXECUTE FUNCTION catalogue_published_steps_never_change();
"""

BACKWARD = """
DROP TRIGGER published_steps_never_change ON catalogue_step;
DROP FUNCTION catalogue_published_steps_never_change();
"""


class Migration(migrations.Migration):
    """Requests stay on the version with which they began, so the database guards its steps."""

    dependencies = [("catalogue", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
