#include "sdk/host/worker/delta_writer.hpp"

#include "sdk/host/wire/messages.hpp"

namespace haat {

DeltaWriter::DeltaWriter() : FollowedWriter("course") {
  sink_ = {this, changed, gone, next};
}

bool DeltaWriter::begin(std::uint32_t kind) {
  if (!takes_more()) return false;
  begin_item(HAAT_MAX_PAGE_COURSES);
  payload_.u32(kind);
  return true;
}

haat_status DeltaWriter::changed(const haat_delta_sink* sink, const haat_course* course) {
  DeltaWriter& writer = of(sink);
  if (writer.begin(wire::course_changed)) writer.course(*course);
  return writer.answer();
}

haat_status DeltaWriter::gone(const haat_delta_sink* sink, const char* external_id) {
  DeltaWriter& writer = of(sink);
  if (writer.begin(wire::course_gone)) writer.id("external_id", external_id);
  return writer.answer();
}

haat_status DeltaWriter::next(const haat_delta_sink* sink, const char* cursor, int32_t more) {
  return of(sink).FollowedWriter::next(cursor, more);
}

}  // namespace haat
