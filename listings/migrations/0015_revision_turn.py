from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("listings", "0014_boards_of_employers"),
    ]

    operations = [
        migrations.AddField(
            model_name="postingrevision",
            name="turn",
            field=models.CharField(
                blank=True,
                choices=[
                    ("raised", "raised"),
                    ("lowered", "lowered"),
                    ("earlier", "earlier"),
                    ("later", "later"),
                    ("added", "added"),
                    ("removed", "removed"),
                ],
                max_length=10,
            ),
        ),
    ]
