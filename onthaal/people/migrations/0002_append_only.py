from django.db import migrations

FORWARD = """
CREATE FUNCTION people_log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END
$$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON people_deletionlog
    FOR EACH ROW EXECUTE FUNCTION people_log_is_append_only();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON people_personaldataaccess
    FOR EACH ROW EXECUTE FUNCTION people_log_is_append_only();
"""

BACKWARD = """
DROP TRIGGER append_only ON people_personaldataaccess;
DROP TRIGGER append_only ON people_deletionlog;
DROP FUNCTION people_log_is_append_only();
"""


class Migration(migrations.Migration):
    """What was erased and looked at cannot be made undone, whoever asks."""

    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
