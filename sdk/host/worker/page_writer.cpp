#include "sdk/host/worker/page_writer.hpp"

#include <cstring>

namespace haat {

PageWriter::PageWriter() {
  sink_ = {this, add, next};
  payload_.u32(0);  // the number of courses, known at the end
}

std::string PageWriter::finish() {
  payload_.replace_u32(0, courses_);
  payload_.text(next_);
  return payload_.bytes();
}

void PageWriter::refuse(std::string why) {
  if (refusal_.empty()) refusal_ = std::move(why);
}

bool PageWriter::on_our_thread() {
  if (std::this_thread::get_id() == thread_) return true;
  refuse("it called the host from another thread");
  return false;
}

haat_status PageWriter::add(const haat_page_sink* sink, const haat_course* course) {
  PageWriter& writer = of(sink);
  if (writer.on_our_thread() && writer.refusal_.empty()) writer.write(*course);
  return writer.answer();
}

haat_status PageWriter::next(const haat_page_sink* sink, const char* cursor) {
  PageWriter& writer = of(sink);
  if (!writer.on_our_thread()) return HAAT_STOPPED;
  writer.next_ = cursor != nullptr ? cursor : "";
  if (writer.next_.size() > HAAT_MAX_ID_BYTES || !wire::is_token(writer.next_)) {
    writer.refuse("its cursor has " + std::to_string(writer.next_.size()) + " bytes (limit " +
                  std::to_string(HAAT_MAX_ID_BYTES) + ") or is no plain text");
  }
  return writer.answer();
}

void PageWriter::write(const haat_course& course) {
  if (++courses_ > HAAT_MAX_PAGE_COURSES) {
    return refuse("its page has more than " + std::to_string(HAAT_MAX_PAGE_COURSES) + " courses");
  }
  field("external_id", course.external_id, HAAT_MAX_ID_BYTES);
  field("title", course.title, HAAT_MAX_FIELD_BYTES);
  field("description", course.description, HAAT_MAX_TEXT_BYTES);
  field("language", course.language, HAAT_MAX_FIELD_BYTES);
  field("duration", course.duration, HAAT_MAX_FIELD_BYTES);
  field("version", course.version, HAAT_MAX_FIELD_BYTES);
  field("licence", course.licence, HAAT_MAX_FIELD_BYTES);
  payload_.u32(course.has_package != 0 ? 1 : 0);
  if (!refusal_.empty()) return;
  if (*course.external_id == '\0' || !wire::is_token(course.external_id)) {
    refuse("the external_id of its course " + std::to_string(courses_) +
           " is empty or no plain text");
  } else if (course.title == nullptr || *course.title == '\0') {
    refuse("its course " + std::string(course.external_id) + " has no title");
  }
}

void PageWriter::field(const char* name, const char* value, std::size_t limit) {
  const std::string_view text = value != nullptr ? value : "";
  const std::string which =
      std::string("the ") + name + " of its course " + std::to_string(courses_);
  bytes_ += text.size();
  if (text.size() > limit) {
    return refuse(which + " has " + std::to_string(text.size()) + " bytes (limit " +
                  std::to_string(limit) + ")");
  }
  if (bytes_ > HAAT_MAX_PAGE_BYTES) {
    return refuse("its page has more than " + std::to_string(HAAT_MAX_PAGE_BYTES) + " bytes");
  }
  if (!wire::is_text(text)) return refuse(which + " is no UTF-8");
  payload_.text(text);
}

}  // namespace haat
