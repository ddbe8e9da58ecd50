#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "core/content/content_file.hpp"
#include "core/manifest/course_structure.hpp"
#include "core/package/package.hpp"

namespace haat {

// What a script's text speaks of.
enum class Speaks {
  api12,      // a look for SCORM 1.2's object, "API", in some window, or a place to keep it
  api2004,    // "API_1484_11"
  calls12,    // any of SCORM 1.2's functions
  calls2004,  // any of SCORM 2004's, which other libraries have words for, too
  begins,
  ends,
  sets,
  commits,         // not only while its page is being closed
  completion12,    // the element by which SCORM 1.2 says it, cmi.core.lesson_status
  completion2004,  // and SCORM 2004, cmi.completion_status
  success2004,     // cmi.success_status, which says something else
  suspend_data,
  suspend,      // as a value for cmi.exit
  unload,       // an event that phones do not send
  hide,         // one that they do
  cmi5_launch,  // a parameter of cmi5's launch address
  count
};

using Spoken = std::bitset<static_cast<std::size_t>(Speaks::count)>;

// What the units of a course tell the platform, as far as the text of their scripts tells: nothing
// runs here. Threads: add() may be called from several at once; it does not matter in which order.
class RunTimeUse {
 public:
  explicit RunTimeUse(const Package& package) : package_(package) {}

  void add(const ContentFile& file);

  // What is spoken of within reach of each launch page: in the files that its resource lists, in
  // what links lead to from there, and in whatever no unit leads to, since scripts load files that
  // no link names. One bitset for each resource of the course, in order.
  std::vector<Spoken> by_resource(const CourseStructure& course) const;

  bool speaks(std::string_view path, Speaks what) const;  // of one file

 private:
  using Number = std::uint32_t;  // of an entry of the package
  struct File {
    Spoken spoken;
    std::vector<Number> leads_to;
  };
  Number number_of(const Entry& entry) const;

  const Package& package_;
  std::mutex mutex_;
  std::map<Number, File> files_;  // those that speak or lead anywhere
};

}  // namespace haat
