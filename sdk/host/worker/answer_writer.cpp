#include "sdk/host/worker/answer_writer.hpp"

#include "sdk/host/wire/messages.hpp"

namespace haat {

namespace {

std::string_view view_of(const char* text) {
  return text != nullptr ? text : "";
}

// What is wrong with it, as in "it ..."; empty: nothing.
std::string trouble_of(std::string_view text, std::size_t limit) {
  if (text.size() > limit)
    return "has " + std::to_string(text.size()) + " bytes (limit " + std::to_string(limit) + ")";
  return wire::is_text(text) ? "" : "is no UTF-8";
}

}  // namespace

bool AnswerWriter::takes_more() {
  if (std::this_thread::get_id() != thread_) {
    refuse("it called the host from another thread");
    return false;
  }
  if (stopped_ && stopped_()) refuse("nobody wants its answer any more");
  return refusal_.empty();
}

void AnswerWriter::refuse(std::string why) {
  if (refusal_.empty()) refusal_ = std::move(why);
}

void AnswerWriter::begin_item(std::uint32_t limit) {
  if (++items_ > limit)
    refuse("its page has more than " + std::to_string(limit) + " " + noun_ + "s");
}

std::string AnswerWriter::which(const char* name) const {
  return std::string("the ") + name + " of its " + noun_ + " " + std::to_string(items_);
}

void AnswerWriter::field(const char* name, const char* value, std::size_t limit) {
  const std::string_view text = view_of(value);
  if (const std::string trouble = trouble_of(text, limit); !trouble.empty())
    return refuse(which(name) + " " + trouble);
  put(text);
}

void AnswerWriter::put(std::string_view text) {
  bytes_ += text.size();
  if (bytes_ > HAAT_MAX_PAGE_BYTES)
    return refuse("its page has more than " + std::to_string(HAAT_MAX_PAGE_BYTES) + " bytes");
  payload_.text(text);
}

void AnswerWriter::token(const char* name, const char* value, std::size_t limit) {
  field(name, value, limit);
  if (value != nullptr && !wire::is_token(value)) refuse(which(name) + " has control characters");
}

void AnswerWriter::id(const char* name, const char* value) {
  field(name, value, HAAT_MAX_ID_BYTES);
  if (value == nullptr || *value == '\0' || !wire::is_token(value))
    refuse(which(name) + " is empty or no plain text");
}

namespace {

struct CourseText {
  const char* name;
  const char* haat_course::*text;
  std::size_t limit;
};
constexpr CourseText course_texts[] = {
    {"external_id", &haat_course::external_id, HAAT_MAX_ID_BYTES},
    {"title", &haat_course::title, HAAT_MAX_FIELD_BYTES},
    {"description", &haat_course::description, HAAT_MAX_TEXT_BYTES},
    {"language", &haat_course::language, HAAT_MAX_FIELD_BYTES},
    {"duration", &haat_course::duration, HAAT_MAX_FIELD_BYTES},
    {"version", &haat_course::version, HAAT_MAX_FIELD_BYTES},
    {"licence", &haat_course::licence, HAAT_MAX_FIELD_BYTES},
};

std::string trouble_of(const CourseText& one, const haat_course& course) {
  const std::string_view text = view_of(course.*one.text);
  if (std::string trouble = trouble_of(text, one.limit); !trouble.empty()) return trouble;
  const bool is_id = one.text == &haat_course::external_id;
  if (text.empty() && (is_id || one.text == &haat_course::title)) return "is empty";
  if (is_id && !wire::is_token(text)) return "has control characters";
  return {};
}

// Of a text that is wrong, to know it by.
constexpr std::size_t shown_of_an_id = 60;  // bytes

}  // namespace

void AnswerWriter::course(const haat_course& course) {
  for (const CourseText& one : course_texts) {
    const std::string trouble = trouble_of(one, course);
    if (trouble.empty()) continue;
    const std::string_view id = view_of(course.external_id);
    const bool of_id = one.text == &haat_course::external_id;
    std::string reason = "it " + trouble;
    if (of_id && !id.empty()) reason += ", and begins with " + wire::one_line(id, shown_of_an_id);
    payload_.u32(wire::item_refused);
    put(of_id ? std::string_view() : id);
    put(one.name);
    put(reason);
    return;
  }
  payload_.u32(wire::item_whole);
  for (const CourseText& one : course_texts) put(view_of(course.*one.text));
  payload_.u32(course.has_package != 0 ? 1 : 0);
}

void AnswerWriter::record(const haat_record& record) {
  const std::string_view json = view_of(record.json);
  if (const std::string trouble = trouble_of(json, HAAT_MAX_RECORD_BYTES); !trouble.empty()) {
    payload_.u32(wire::item_refused);
    put("it " + trouble);
    return;
  }
  payload_.u32(wire::item_whole);
  put(json);
  payload_.u32(record.has_package != 0 ? 1 : 0);
}

PageWriter::PageWriter(const char* noun) : AnswerWriter(noun) {
  payload_.u32(0);  // the number of items, known at the end
}

std::string PageWriter::finish() {
  payload_.replace_u32(0, items());
  payload_.text(next_);
  return payload_.bytes();
}

haat_status PageWriter::next(const char* cursor) {
  if (!takes_more()) return HAAT_STOPPED;
  next_ = cursor != nullptr ? cursor : "";
  if (next_.size() > HAAT_MAX_ID_BYTES || !wire::is_token(next_)) {
    refuse("its cursor has " + std::to_string(next_.size()) + " bytes (limit " +
           std::to_string(HAAT_MAX_ID_BYTES) + ") or is no plain text");
  }
  return answer();
}

FollowedWriter::FollowedWriter(const char* noun) : AnswerWriter(noun) {
  payload_.u32(0);  // the number of items, known at the end
}

haat_status FollowedWriter::next(const char* cursor, int32_t more) {
  if (!takes_more()) return HAAT_STOPPED;
  if (++nexts_ > 1) refuse("it said twice what follows its page");
  next_ = cursor != nullptr ? cursor : "";
  more_ = more != 0;
  if (next_.empty() || next_.size() > HAAT_MAX_ID_BYTES || !wire::is_token(next_)) {
    refuse("its cursor has " + std::to_string(next_.size()) + " bytes (from 1 to " +
           std::to_string(HAAT_MAX_ID_BYTES) + ") or is no plain text");
  }
  return answer();
}

std::string FollowedWriter::finish() {
  if (nexts_ == 0) refuse("it did not say what follows its page");
  payload_.replace_u32(0, items());
  payload_.text(next_);
  payload_.u32(more_ ? 1 : 0);
  return payload_.bytes();
}

}  // namespace haat
