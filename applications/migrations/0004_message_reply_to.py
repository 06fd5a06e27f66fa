from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("applications", "0003_move_letter")]
    operations = [
        migrations.AddField(
            "message", "reply_to", models.EmailField(blank=True, default="", max_length=254), preserve_default=False
        ),
    ]
