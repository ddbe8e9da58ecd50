#include "tools/haat/deed.hpp"

namespace haat::cli {

extern const Command review_reschedule_command;
const Command review_reschedule_command{
    .name = "review reschedule",
    .summary = "Publish an accepted submission at another time.",
    .examples = "haat review reschedule 1 --at 2027-01-31T06:00:00Z\n",
    .define =
        [](Syntax& syntax) {
          return define_deed(syntax,
                             {.act = "reschedule", .at = "when, in UTC", .at_needed = true});
        },
};

}  // namespace haat::cli
