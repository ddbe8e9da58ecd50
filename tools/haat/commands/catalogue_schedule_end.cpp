#include "tools/haat/deed.hpp"

namespace haat::cli {

extern const Command catalogue_schedule_end_command;
const Command catalogue_schedule_end_command{
    .name = "catalogue schedule-end",
    .summary = "Retire a course at a time to come.",
    .examples = "haat catalogue schedule-end org.example.first-aid --at 2027-12-31T00:00:00Z\n",
    .define =
        [](Syntax& syntax) {
          return define_deed(
              syntax,
              {.act = "schedule-end", .of_course = true, .at = "when, in UTC", .at_needed = true});
        },
};

}  // namespace haat::cli
