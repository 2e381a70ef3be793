from django.db import migrations

FORWARD = """
CREATE FUNCTION reception_visitevent_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(current_setting('onthaal.erasing', true), 'off') = 'on' THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    RAISE EXCEPTION 'visit events are append-only';
END
$$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON reception_visitevent
    FOR EACH ROW EXECUTE FUNCTION reception_visitevent_is_append_only();
"""

BACKWARD = """
DROP TRIGGER append_only ON reception_visitevent;
DROP FUNCTION reception_visitevent_is_append_only();
"""


class Migration(migrations.Migration):
    """The database itself refuses to alter what happened in the hall, whoever asks."""

    dependencies = [("reception", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
