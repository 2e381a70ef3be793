from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('appointments', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='appointment',
            name='submission_key',
            field=models.UUIDField(blank=True, null=True, unique=True),
        ),
        migrations.AddField(
            model_name='waitingwish',
            name='proved_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        # who waits already got the link by mail
        migrations.RunSQL(
            'UPDATE appointments_waitingwish SET proved_at = made_at',
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
