import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_limit")]

    operations = [
        migrations.AddField("outgoingmail", "cancelled_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "outgoingmail", "kind", models.CharField(blank=True, default="", max_length=40, verbose_name="kind"), False
        ),
        migrations.AddField(
            "outgoingmail",
            "user",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="outgoing_mails",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RemoveConstraint("outgoingmail", "mail_sent_or_failed"),
        migrations.AddConstraint(
            "outgoingmail",
            models.CheckConstraint(
                condition=models.Q(
                    models.Q(("failed_at", None), ("sent_at", None)),
                    models.Q(("cancelled_at", None), ("sent_at", None)),
                    models.Q(("cancelled_at", None), ("failed_at", None)),
                    _connector="OR",
                ),
                name="mail_ends_once",
            ),
        ),
        migrations.RemoveIndex("outgoingmail", "mail_due"),
        migrations.AddIndex(
            "outgoingmail",
            models.Index(
                condition=models.Q(("cancelled_at", None), ("failed_at", None), ("sent_at", None)),
                fields=["send_after"],
                name="mail_due",
            ),
        ),
        migrations.CreateModel(
            name="MutedMail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="muted_mails",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "muted mail",
                "constraints": [models.UniqueConstraint(fields=("user", "kind"), name="muted_once")],
            },
        ),
    ]
