#include "tools/haat/catalogue_course.hpp"

#include <ostream>

#include "core/package/entry_name.hpp"

namespace haat::cli {

std::string competencies_text(const CatalogueCourse& course) {
  std::string text;
  for (const CompetencyTag& tag : course.competencies)
    text += (text.empty() ? "" : " ") + tag.id +
            (tag.level == 0 ? "" : ":" + std::to_string(tag.level));
  return text;
}

void print_course(Io& io, const CatalogueCourse& course) {
  const auto line = [&](const char* name, const std::string& value) {
    if (!value.empty()) io.out << name << printable(value) << "\n";
  };
  io.out << printable(course.id) << " " << printable(course.version) << "\n";
  for (const auto& [language, title] : course.title)
    line("  title          ", title + " (" + language + ")");
  line("  provider       ", course.provider);
  line("  competencies   ", competencies_text(course));
  line("  duration       ", course.duration);
  line("  licence        ", course.licence);
  line("  standard       ", course.standard);
  line("  digest         ", course.digest);
  line("  published      ", course.published_at);
  line("  course since   ", course.course_since);
  line("  partner since  ", course.partner_since);
  line("  key since      ", course.key_since);
}

}  // namespace haat::cli
