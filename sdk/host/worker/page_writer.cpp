#include "sdk/host/worker/page_writer.hpp"

namespace haat {

PageWriter::PageWriter() : AnswerWriter("course") {
  sink_ = {this, add, next};
  payload_.u32(0);  // the number of courses, known at the end
}

std::string PageWriter::finish() {
  payload_.replace_u32(0, items());
  payload_.text(next_);
  return payload_.bytes();
}

haat_status PageWriter::add(const haat_page_sink* sink, const haat_course* course) {
  PageWriter& writer = of(sink);
  if (writer.takes_more()) {
    writer.begin_item(HAAT_MAX_PAGE_COURSES);
    writer.course(*course);
  }
  return writer.answer();
}

haat_status PageWriter::next(const haat_page_sink* sink, const char* cursor) {
  PageWriter& writer = of(sink);
  if (!writer.takes_more()) return HAAT_STOPPED;
  writer.next_ = cursor != nullptr ? cursor : "";
  if (writer.next_.size() > HAAT_MAX_ID_BYTES || !wire::is_token(writer.next_)) {
    writer.refuse("its cursor has " + std::to_string(writer.next_.size()) + " bytes (limit " +
                  std::to_string(HAAT_MAX_ID_BYTES) + ") or is no plain text");
  }
  return writer.answer();
}

}  // namespace haat
