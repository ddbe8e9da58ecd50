#include "tools/haat/catalogue_course.hpp"

#include <ostream>

#include "core/course/competencies_text.hpp"
#include "core/package/entry_name.hpp"

namespace haat::cli {

void print_course(Io& io, const CatalogueCourse& course) {
  const auto line = [&](const char* name, const std::string& value) {
    if (!value.empty()) io.out << name << printable(value) << "\n";
  };
  io.out << printable(course.id) << " " << printable(course.version) << "\n";
  for (const auto& [language, title] : course.title)
    line("  title          ", title + " (" + language + ")");
  line("  provider       ", course.provider);
  line("  competencies   ", competencies_text(course.competencies));
  line("  duration       ", course.duration);
  line("  licence        ", course.licence);
  line("  standard       ", course.standard);
  line("  digest         ", course.digest);
  line("  published      ", course.published_at);
  line("  course since   ", course.course_since);
  line("  partner since  ", course.partner_since);
  line("  key since      ", course.key_since);
  if (!course.transferred_at.empty())
    line("  transferred    ", "from " + course.transferred_from + " to " + course.transferred_to +
                                  " at " + course.transferred_at);
}

}  // namespace haat::cli
