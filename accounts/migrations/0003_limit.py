import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_audit_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="Limit",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("hits", django.contrib.postgres.fields.ArrayField(base_field=models.DateTimeField(), size=None)),
                ("refused", models.BooleanField(default=False)),
                ("until", models.DateTimeField(db_index=True)),
            ],
            options={
                "verbose_name": "limit",
            },
        ),
        # Addresses are looked up as they are stored, in lower case.
        migrations.RunSQL("UPDATE accounts_user SET email = lower(email) WHERE email <> lower(email)", ""),
    ]
