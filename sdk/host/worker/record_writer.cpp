#include "sdk/host/worker/record_writer.hpp"

namespace haat {

RecordWriter::RecordWriter() : PageWriter("record") {
  sink_ = {this, add, next};
}

// Whether it is JSON, its reader judges, who has to read it anyway.
haat_status RecordWriter::add(const haat_record_sink* sink, const haat_record* record) {
  RecordWriter& writer = of(sink);
  if (!writer.takes_more()) return HAAT_STOPPED;
  writer.begin_item(HAAT_MAX_PAGE_RECORDS);
  writer.record(*record);
  return writer.answer();
}

haat_status RecordWriter::next(const haat_record_sink* sink, const char* cursor) {
  return of(sink).PageWriter::next(cursor);
}

}  // namespace haat
