#include <malloc.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>

#include "core/wording.hpp"
#include "sdk/host/kit/trial.hpp"

// What a provider leaves behind: a worker runs for months.
namespace haat::kit {
namespace {

constexpr int warm_ups = 20;  // for what is made once, by the provider or by a library
constexpr int rounds = 100;
constexpr std::size_t bytes_a_round = 16;    // of a cache that fills; a leak is more
constexpr std::size_t huge = 10'000;         // courses
constexpr std::size_t bytes_a_course = 100;  // for an index; the course itself is more
constexpr std::uint64_t scarce = 3u << 20;

std::size_t allocated() {
  const auto all = ::mallinfo2();
  return all.uordblks + all.hblkhd;
}

template <class Act>
Verdict leaks(const char* what, Act act) {
  for (int i = 0; i < warm_ups; ++i) act();
  const std::size_t before = allocated();
  for (int i = 0; i < rounds; ++i) act();
  const std::size_t after = allocated();
  if (after <= before + bytes_a_round * rounds) return passed();
  return failed(std::string(what) + " leaves " + std::to_string((after - before) / rounds) +
                " bytes behind each time");
}

std::string package_of(Trial& trial) {
  std::string found;
  trial.walk(Told::catalogue, [&](const Seen& page, const std::string&) {
    for (const SeenCourse& course : page.courses)
      if (found.empty() && course.has_package) found = course.external_id.value_or("");
    return found.empty();
  });
  return found;
}

}  // namespace

Verdict list_leaks_no_memory(Trial& trial) {
  if (auto missing = trial.started()) return *missing;
  return leaks("a list", [&] {
    trial.list("");
    trial.list("a cursor that nobody was told");
    trial.list("", {.at_row = 0});
  });
}

Verdict huge_catalogue_takes_no_memory(Trial& trial) {
  if (!trial.settings().huge.empty()) trial.configure(trial.settings().huge);
  if (auto missing = trial.started()) return *missing;
  std::size_t courses = 0, before = 0, after = 0;
  const auto walk = trial.walk(Told::catalogue, [&](const Seen& page, const std::string&) {
    after = allocated();
    if (courses == 0) before = after;  // with the first page, as after is with the last
    courses += page.courses.size();
    return true;
  });
  if (!walk.trouble.empty()) return failed(walk.trouble);
  if (courses < huge)
    return skipped("the catalogue has " + counted(courses, "course") +
                   ", which is not many; try settings with which it has " + std::to_string(huge) +
                   " by --huge");
  if (after <= before + bytes_a_course * courses) return walk.verdict();
  return failed("from the first page to the last each course leaves " +
                std::to_string((after - before) / courses) + " bytes behind");
}

Verdict fetch_leaks_no_memory(Trial& trial) {
  if (auto missing = trial.started_with_content()) return *missing;
  const std::string id = package_of(trial);
  if (id.empty()) return skipped("no course has a package");
  return leaks("a fetch", [&] {
    trial.fetch(id, {.at_bytes = 1});
    trial.fetch("a course that is not there");
  });
}

Verdict telling_leaks_no_memory(Trial& trial) {
  if (auto missing = trial.started()) return *missing;
  const auto has = [&](const char* id) { return trial.interface(id) != nullptr; };
  const bool changes = has(HAAT_INTERFACE_DELTA), completions = has(HAAT_INTERFACE_COMPLETIONS),
             records = has(HAAT_INTERFACE_RECORDS), health = has(HAAT_INTERFACE_HEALTH),
             certificates = has(HAAT_INTERFACE_CERTIFICATES);
  const bool launches = has(HAAT_INTERFACE_LAUNCH);
  if (!launches && !changes && !completions && !records && !health && !certificates)
    return skipped("it tells nothing but its catalogue");
  return leaks("telling", [&] {
    if (launches) trial.launch("a course that is not there");
    if (changes) trial.ask(Told::changes, "");
    if (completions) trial.ask(Told::completions, "");
    if (records) trial.ask(Told::records, "");
    if (health) trial.check_health();
    if (certificates) trial.verify("a certificate that nobody gave");
  });
}

Verdict starting_leaks_no_memory(Trial& trial) {
  if (auto missing = trial.started()) return *missing;
  return leaks("a life from create to destroy", [&] {
    trial.catalogue();
    trial.list("");
    trial.destroy();
  });
}

Verdict files_are_closed(Trial& trial) {
  if (auto missing = trial.started()) return *missing;
  const std::string id = trial.has_content() ? package_of(trial) : "";
  const int before = Trial::descriptors();
  for (int i = 0; i < 5; ++i) {
    trial.list("");
    trial.list("a cursor that nobody was told");
    trial.list("", {.at_row = 0});
    if (!id.empty()) trial.fetch(id, {.at_bytes = 1});
    if (!id.empty()) trial.fetch(id);
  }
  const int after = Trial::descriptors();
  if (after == before) return passed();
  return failed(std::to_string(after - before) +
                " more files are open after five lists and fetches");
}

Verdict threads_end_with_destroy(Trial& trial) {
  if (auto missing = trial.opened()) return *missing;
  const auto before = trial.threads();
  if (auto missing = trial.started()) return *missing;
  trial.list("");
  trial.destroy();
  const auto after = trial.threads();
  if (after == before) return passed();
  return failed(std::to_string(after - before) + " threads go on after destroy");
}

Verdict lack_of_memory_is_survived(Trial& trial) {
  if (auto missing = trial.started()) return *missing;
  const std::string id = trial.has_content() ? package_of(trial) : "";
  rlimit limit{};
  ::getrlimit(RLIMIT_AS, &limit);
  const std::uint64_t used = trial.address_space();
  if (limit.rlim_cur == RLIM_INFINITY || used + scarce > limit.rlim_cur)
    return skipped("this worker's memory is not limited");
  ::malloc_trim(0);  // what is free already could hide it
  const auto taken = static_cast<std::size_t>(limit.rlim_cur - used - scarce);
  void* const ballast =
      ::mmap(nullptr, taken, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (ballast == MAP_FAILED) return skipped("the memory cannot be taken up");
  haat_status worst = HAAT_OK;
  for (int i = 0; i < 3; ++i) {
    worst = std::max(worst, trial.list("").status);
    if (!id.empty()) worst = std::max(worst, trial.fetch(id, {.at_bytes = 1}).status);
  }
  ::munmap(ballast, taken);
  if (worst > HAAT_FAULT_DATA) return failed("it ends with the status " + status_name(worst));
  return trial.list("").status == HAAT_OK
             ? passed()
             : failed("with memory enough again, the first page does not come");
}

}  // namespace haat::kit
