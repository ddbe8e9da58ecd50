#include "sdk/host/worker/course_writer.hpp"

namespace haat {

CourseWriter::CourseWriter() : PageWriter("course") {
  sink_ = {this, add, next};
}

haat_status CourseWriter::add(const haat_page_sink* sink, const haat_course* course) {
  CourseWriter& writer = of(sink);
  if (writer.takes_more()) {
    writer.begin_item(HAAT_MAX_PAGE_COURSES);
    writer.course(*course);
  }
  return writer.answer();
}

haat_status CourseWriter::next(const haat_page_sink* sink, const char* cursor) {
  return of(sink).PageWriter::next(cursor);
}

}  // namespace haat
