from django.db import migrations


class Migration(migrations.Migration):
    """Until now accounts were made by the operator alone, who vouches for their addresses."""

    dependencies = [
        ("accounts", "0004_mail"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [
        migrations.RunSQL(
            """
            INSERT INTO account_emailaddress (user_id, email, verified, "primary")
            SELECT id, email, true, true FROM accounts_user
            WHERE NOT EXISTS (SELECT FROM account_emailaddress AS known WHERE known.user_id = accounts_user.id)
            """,
            "",
        ),
    ]
