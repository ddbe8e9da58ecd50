#include <algorithm>

#include "sdk/host/kit/trial.hpp"
#include "sdk/host/wire/fields.hpp"
#include "sdk/host/wire/launch_address.hpp"

// haat.content/1, haat.launch, and the failures of all calls
namespace haat::kit {

namespace {

constexpr std::size_t most_fetched = 5;  // of a catalogue
constexpr std::size_t most_stops = 3;

std::vector<std::string> ids(Trial& trial, bool with_package) {
  std::vector<std::string> found;
  trial.walk(Told::catalogue, [&](const Seen& page, const std::string&) {
    for (const SeenCourse& course : page.courses)
      if (course.has_package == with_package && course.external_id && found.size() < most_fetched)
        found.push_back(*course.external_id);
    return found.size() < most_fetched;
  });
  return found;
}

// Judges what fetch gives of the first few courses that have a package.
template <class Judge>
Verdict each_package(Trial& trial, Judge judge) {
  if (auto missing = trial.started_with_content()) return *missing;
  const auto known = ids(trial, true);
  if (known.empty()) return skipped("no course has a package");
  for (const std::string& id : known) {
    const Seen seen = trial.fetch(id);
    const std::string trouble = judge(id, seen);
    if (!trouble.empty()) return failed("the package of " + quoted(id) + " " + trouble);
  }
  return passed();
}

}  // namespace

Verdict package_needs_content(Trial& trial) {
  if (auto missing = trial.started()) return *missing;
  if (trial.has_content()) return passed();
  const auto promised = ids(trial, true);
  return promised.empty() ? passed()
                          : failed("the course " + quoted(promised.front()) +
                                   " has a package, says the catalogue, but there is no " +
                                   HAAT_INTERFACE_CONTENT);
}

Verdict fetch_gives_packages(Trial& trial) {
  return each_package(trial, [](const std::string&, const Seen& seen) -> std::string {
    if (seen.status != HAAT_OK) return ending_of(seen);
    return seen.bytes.empty() ? "has no byte" : "";
  });
}

Verdict fetch_gives_zips(Trial& trial) {
  return each_package(trial, [](const std::string&, const Seen& seen) -> std::string {
    return seen.bytes.starts_with("PK\x03\x04") || seen.status != HAAT_OK
               ? ""
               : "does not begin as a zip does: " + quoted(seen.bytes.substr(0, 8));
  });
}

Verdict fetch_is_repeatable(Trial& trial) {
  return each_package(trial, [&](const std::string& id, const Seen& seen) -> std::string {
    const Seen again = trial.fetch(id);
    return again.bytes == seen.bytes && again.status == seen.status
               ? ""
               : "has other bytes the second time (" + std::to_string(seen.bytes.size()) +
                     " bytes, then " + std::to_string(again.bytes.size()) + ")";
  });
}

Verdict fetch_stays_on_its_thread(Trial& trial) {
  return each_package(trial, [](const std::string&, const Seen& seen) -> std::string {
    return seen.other_thread ? "comes on a thread of the provider's own" : "";
  });
}

Verdict fetch_without_package_is_not_found(Trial& trial) {
  if (auto missing = trial.started_with_content()) return *missing;
  const auto without = ids(trial, false);
  if (without.empty()) return skipped("every course has a package");
  for (const std::string& id : without)
    if (const Seen seen = trial.fetch(id); seen.status != HAAT_NOT_FOUND)
      return failed("fetch of " + quoted(id) + ", which has no package, " + ending_of(seen));
  return passed();
}

Verdict fetch_unknown_is_not_found(Trial& trial) {
  if (auto missing = trial.started_with_content()) return *missing;
  for (const char* id : {"a course that is not there", ""})
    if (const Seen seen = trial.fetch(id); seen.status != HAAT_NOT_FOUND)
      return failed("fetch of " + quoted(id) + ", which is in no catalogue, " + ending_of(seen));
  return passed();
}

Verdict fetch_garbage_is_survived(Trial& trial) {
  if (auto missing = trial.started_with_content()) return *missing;
  for (const std::string& id : garbage(trial.seed())) {
    const Seen seen = trial.fetch(id);
    if (seen.status == HAAT_OK)
      return failed("fetch of " + quoted(id) + " gives " + std::to_string(seen.bytes.size()) +
                    " bytes");
    if (!is_known(seen.status))
      return failed("fetch of " + quoted(id) + " ends with the status " + status_name(seen.status));
  }
  return passed();
}

Verdict fetch_stops(Trial& trial) {
  if (auto missing = trial.started_with_content()) return *missing;
  const auto known = ids(trial, true);
  if (known.empty()) return skipped("no course has a package");
  const Seen seen = trial.fetch(known.front(), {.at_bytes = 0});
  if (seen.after_stop > 0)
    return failed("it wrote " + std::to_string(seen.after_stop) +
                  " more times after the sink had answered HAAT_STOPPED");
  return seen.status == HAAT_STOPPED
             ? passed()
             : failed("fetch " + ending_of(seen) + " although the sink stopped it");
}

Verdict fetch_works_after_a_stop(Trial& trial) {
  return each_package(trial, [&](const std::string& id, const Seen& seen) -> std::string {
    for (std::size_t stop = 0; stop < most_stops; ++stop)
      trial.fetch(id, {.at_bytes = stop * seen.bytes.size() / most_stops});
    return trial.fetch(id).bytes == seen.bytes ? "" : "is another one after it was stopped";
  });
}

namespace {

constexpr std::size_t most_launched = 20;

std::string trouble_of_launch(const Seen& seen) {
  if (seen.status != HAAT_OK) return ending_of(seen);
  if (seen.tells.size() != 1)
    return "is told " + std::to_string(seen.tells.size()) + " times, not once";
  if (seen.other_thread) return "comes on a thread of the provider's own";
  return wire::trouble_of_launch_address(seen.tells.front().sentence);
}

}  // namespace

Verdict launch_gives_addresses(Trial& trial) {
  if (auto missing = trial.started_with(HAAT_INTERFACE_LAUNCH)) return *missing;
  std::size_t asked = 0, launched = 0;
  std::string trouble;
  trial.walk(Told::catalogue, [&](const Seen& page, const std::string&) {
    for (const SeenCourse& course : page.courses) {
      if (++asked > most_launched) return false;
      const std::string id = course.external_id.value_or("");
      const Seen seen = trial.launch(id);
      if (seen.status == HAAT_NOT_FOUND && seen.tells.empty()) continue;
      ++launched;
      trouble = trouble_of_launch(seen);
      if (trouble.empty() && trouble_of_launch(trial.launch(id)).empty() &&
          trial.launch(id).tells.front().sentence != seen.tells.front().sentence)
        trouble = "is another one the second time";
      if (trouble.empty()) continue;
      trouble = "the launch address of " + quoted(id) + " " + trouble;
      return false;
    }
    return true;
  });
  if (!trouble.empty()) return failed(trouble);
  return launched > 0 ? passed() : skipped("no course is launched");
}

Verdict launch_unknown_is_not_found(Trial& trial) {
  if (auto missing = trial.started_with(HAAT_INTERFACE_LAUNCH)) return *missing;
  for (const char* id : {"a course that is not there", ""})
    if (const Seen seen = trial.launch(id); seen.status != HAAT_NOT_FOUND)
      return failed("the launch of " + quoted(id) + ", which is in no catalogue, " +
                    ending_of(seen));
  return passed();
}

Verdict launch_garbage_is_survived(Trial& trial) {
  if (auto missing = trial.started_with(HAAT_INTERFACE_LAUNCH)) return *missing;
  for (const std::string& id : garbage(trial.seed()))
    if (const Seen seen = trial.launch(id); !is_known(seen.status) || seen.status == HAAT_OK)
      return failed("the launch of " + quoted(id) + " " + ending_of(seen));
  return passed();
}

Verdict failures_are_explained(Trial& trial) {
  if (auto missing = trial.started()) return *missing;
  const auto judge = [](const char* call, const Seen& seen) -> std::string {
    if (seen.status == HAAT_OK || seen.status == HAAT_STOPPED) return {};
    if (seen.explanation.find_first_not_of(' ') == std::string::npos)
      return std::string(call) + " ends with the status " + status_name(seen.status) +
             " and does not say why";
    if (seen.explanation.ends_with('.'))
      return std::string(call) + " explains with a full stop at the end, which the host sets: " +
             quoted(seen.explanation);
    return {};
  };
  if (auto trouble = judge("list", trial.list("a cursor that nobody was told")); !trouble.empty())
    return failed(trouble);
  if (trial.has_content())
    if (auto trouble = judge("fetch", trial.fetch("a course that is not there")); !trouble.empty())
      return failed(trouble);
  if (trial.interface(HAAT_INTERFACE_LAUNCH) != nullptr)
    if (auto trouble = judge("launch", trial.launch("a course that is not there"));
        !trouble.empty())
      return failed(trouble);
  return passed();
}

}  // namespace haat::kit
