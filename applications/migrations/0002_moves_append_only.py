from django.db import migrations

# Words, mail and actor may be blanked, for a person who leaves; nothing else of a move ever changes.
FORBID = """
CREATE FUNCTION applications_move_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
        AND (NEW.id, NEW.application_id, NEW.from_stage_id, NEW.to_stage_id, NEW.at, NEW.visible_at, NEW.batch,
             NEW.reason, NEW.undoes_id)
            IS NOT DISTINCT FROM
            (OLD.id, OLD.application_id, OLD.from_stage_id, OLD.to_stage_id, OLD.at, OLD.visible_at, OLD.batch,
             OLD.reason, OLD.undoes_id)
        AND (NEW.by_id IS NULL OR NEW.by_id IS NOT DISTINCT FROM OLD.by_id)
        AND (NEW.mail_id IS NULL OR NEW.mail_id IS NOT DISTINCT FROM OLD.mail_id)
        AND NEW.note IN (OLD.note, '') AND NEW.told IN (OLD.told, '')
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'moves are never changed or deleted';
END $$;
CREATE TRIGGER move_append_only BEFORE UPDATE OR DELETE ON applications_move
    FOR EACH ROW EXECUTE FUNCTION applications_move_append_only();
"""
ALLOW = "DROP TRIGGER move_append_only ON applications_move; DROP FUNCTION applications_move_append_only();"


class Migration(migrations.Migration):
    dependencies = [("applications", "0001_initial")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
