"""How uploaded files come in: into memory, never to a disk on which a killed worker would leave them."""

import io
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from applications.inspection.limits import MAX_BYTES, MIB

# Up to here a form is read to its end, so that it can say what is wrong and keep the rest; beyond, it is 413 unread.
MAX_REQUEST = 32 * MIB


class MemoryUpload(FileUploadHandler):
    """Of a file that is too large only the size is kept, by which it is refused."""

    most = MAX_BYTES

    def handle_raw_input(
        self, input_data: Any, META: dict[str, str], content_length: int, boundary: Any, encoding: str | None = None
    ) -> None:
        if content_length > MAX_REQUEST:
            raise RequestDataTooBig

    def new_file(self, *arguments: Any, **named: Any) -> None:
        super().new_file(*arguments, **named)
        self.kept = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) <= self.most:
            self.kept.write(raw_data)
        else:
            self.kept = io.BytesIO()

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.kept.seek(0)
        return InMemoryUploadedFile(
            self.kept,
            self.field_name,
            self.file_name,
            self.content_type,
            file_size,
            self.charset,
            self.content_type_extra,
        )
