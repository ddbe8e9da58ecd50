#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "core/ascii.hpp"
#include "core/manifest/address.hpp"
#include "core/manifest/aicc_course.hpp"
#include "core/manifest/readers.hpp"

namespace haat {
namespace {

bool at_root_with(std::string_view path, std::string_view ending) {
  return path.find('/') == std::string_view::npos && lower_case(path).ends_with(ending);
}

class Reader {
 public:
  Reader(const Package& package, const std::string& course_file, const Limits& limits,
         std::vector<ManifestProblem>& problems)
      : package_(package), limits_(limits), all_problems_(problems), problems_(problems) {
    course_.standard = Standard::aicc;
    course_.manifest = course_file;
  }

  Result<CourseStructure> read() {
    HAAT_TRY_VOID(read_course());
    HAAT_TRY(files_.units, table("au", Need::always, {"system_id", "file_name"}));
    HAAT_TRY(files_.descriptors, table("des", Need::always, {"system_id", "title"}));
    HAAT_TRY(files_.structure, table("cst", Need::always, {"block", "member"}));
    HAAT_TRY(files_.prerequisites, table("pre", Need::sometimes, {}));
    HAAT_TRY(files_.objectives, table("ort", Need::sometimes, {}));
    HAAT_TRY(files_.completion, table("cmp", Need::sometimes, {}));
    read_units();
    describe();
    add_prerequisites();
    add_objectives();
    add_completion();
    build();
    judge_aicc(files_, problems_);
    drop_aicc_consequences(all_problems_);
    return std::move(course_);
  }

 private:
  enum class Need { always, sometimes };
  using Table = AiccCourse::Table;
  struct Element {
    Item item;
    std::shared_ptr<ItemDetails> details = {};    // of the item, while they are gathered
    std::vector<std::string> prerequisites = {};  // each line of the .pre
    bool shown = false;

    ItemDetails& gathered() {
      if (details == nullptr) item.details = details = std::make_shared<ItemDetails>();
      return *details;
    }
    void waits(const Table& table, const AiccTable::Row& row) {
      if (!gathered().prerequisites_source.empty()) return;  // the first line is where it begins
      details->prerequisites_source = table.path;
      details->prerequisites_place = row.place;
    }
  };

  void say(const char* id, const std::string& path, Place place, const std::string& message,
           const std::string& about = {}) {
    problems_.say(id, path, place, message, about);
  }

  // The one that has the name of the .crs, else the first with that ending.
  const Entry* file(const std::string& kind) const {
    const std::string wanted =
        lower_case(course_.manifest.substr(0, course_.manifest.rfind('.'))) + "." + kind;
    const Entry* found = nullptr;
    for (const auto& entry : package_.entries()) {
      if (!at_root_with(entry.path, "." + kind)) continue;
      if (lower_case(entry.path) == wanted) return &entry;
      if (found == nullptr) found = &entry;
    }
    return found;
  }

  void say_repeated(const std::string& kind, const std::string& read) {
    for (const auto& entry : package_.entries())
      if (at_root_with(entry.path, "." + kind) && entry.path != read)
        say("aicc-file-repeated", entry.path, 0, "there is " + read + " already");
  }

  Result<std::string> text(const Entry& entry) {
    auto bytes = package_.read(entry.path, bytes_left_);
    if (!bytes) {
      if (bytes.error().kind == Errc::unavailable) return tl::unexpected(bytes.error());
      say("aicc-file-unreadable", entry.path, 0, bytes.error().message);
      return std::string();
    }
    bytes_left_ -= bytes->size();
    return aicc_text(*bytes);
  }

  Result<void> read_course() {
    HAAT_TRY(const auto bytes, text(*package_.find(course_.manifest)));
    files_.path = course_.manifest;
    say_repeated("crs", files_.path);
    files_.groups = parse_aicc_groups(bytes);
    const auto& groups = files_.groups;
    if (groups.cut) say("aicc-file-unreadable", course_.manifest, 0, "it has too many lines");
    const auto value = [&](const char* group, const char* key) {
      const auto* found = groups.find(group, key);
      return found == nullptr ? std::string() : found->text;
    };
    course_.identifier = value("course", "course_id");
    course_.title = value("course", "course_title");
    course_.version = value("course", "version");
    // The group's name is told, rather than each of its keys.
    if (!groups.groups.contains("course")) {
      say("aicc-course-id-missing", course_.manifest, 0,
          "there is no group [Course], in which Course_ID and Course_Title stand");
      return {};
    }
    if (course_.identifier.empty())
      say("aicc-course-id-missing", course_.manifest, 0,
          "there is no Course_ID in the group [Course]");
    if (course_.title.empty())
      say("aicc-course-title-missing", course_.manifest, 0,
          "there is no Course_Title in the group [Course]");
    if (const auto description = groups.text.find("course_description");
        description != groups.text.end())
      course_.metadata.descriptions.push_back({"", description->second});
    if (!course_.title.empty()) course_.metadata.titles.push_back({"", course_.title});
    return {};
  }

  Result<Table> table(const std::string& kind, Need need, std::vector<std::string> columns) {
    Table read;
    const auto* entry = file(kind);
    if (entry == nullptr) {
      if (need == Need::always)
        say("aicc-file-missing", "", 0,
            "there is no ." + kind + " file beside " + course_.manifest);
      return read;
    }
    HAAT_TRY(const auto bytes, text(*entry));
    static_cast<AiccTable&>(read) = parse_aicc_table(bytes, kind == "au" ? units_left_ : left_);
    read.path = entry->path;
    say_repeated(kind, read.path);
    if (read.cut)
      say("aicc-file-unreadable", read.path, 0, "the course has more lines than are read");
    if (read.malformed.line > 0)
      say("aicc-table-malformed", entry->path, read.malformed, read.fault);
    read.uneven = std::any_of(read.rows.begin(), read.rows.end(),
                              [&](const AiccTable::Row& row) { return !read.is_even(row); });
    std::erase_if(columns, [&](const std::string& column) { return read.has(column); });
    read.lacks_columns = !columns.empty() || read.malformed.line == 1;
    if (columns.empty() || read.malformed.line == 1) return read;
    std::string names;
    for (const auto& column : columns) names += (names.empty() ? "\"" : "\", \"") + column;
    say("aicc-column-missing", read.path, Place(1),
        "the first line names no column " + names + "\"");
    return read;
  }

  Element* find(const std::string& id) {
    const auto at = elements_.find(lower_case(id));
    return at == elements_.end() ? nullptr : &at->second;
  }

  static bool usable(const Table& table) { return !table.path.empty() && !table.lacks_columns; }

  void read_units() {
    const auto& table = files_.units;
    if (!usable(table)) return;
    for (const auto& row : table.rows) {
      const auto id = table.field(row, "system_id");
      if (find(id) != nullptr) {
        say("aicc-unit-repeated", table.path, row.place,
            "the assignable unit \"" + id + "\" is there already", lower_case(id));
        continue;
      }
      const bool even = table.is_even(row) && row.place.line != table.malformed.line;
      Resource resource{.identifier = id,
                        .href = table.field(row, "file_name"),
                        .launch = "",
                        .type = table.field(row, "type"),
                        .sco = true,
                        .files = {},
                        .dependencies = {},
                        .place = row.place,
                        .href_place = row.place,
                        .source = table.path};
      const auto launch = resource.href.empty() ? "" : package_path("", resource.href);
      if (resource.href.empty() && even)
        say("aicc-launch-missing", table.path, row.place,
            "the assignable unit \"" + id + "\" has no file_name");
      else if (even || package_.find(launch) != nullptr)
        resource.launch = launch;
      Element unit{.item = {.identifier = id,
                            .title = "",
                            .identifierref = id,
                            .parameters = table.field(row, "web_launch"),
                            .mastery_score = std::nullopt,
                            .children = {},
                            .place = row.place,
                            .source = table.path}};
      ItemDetails details{.max_time_allowed = even ? table.field(row, "max_time_allowed") : "",
                          // That a whole column is left out is told by itself.
                          .time_limit_action = even && table.has("max_time_allowed")
                                                   ? table.field(row, "time_limit_action")
                                                   : "",
                          .data_from_lms = table.field(row, "core_vendor")};
      if (details != ItemDetails{}) unit.gathered() = std::move(details);
      if (auto score = table.field(row, "mastery_score"); !score.empty() && even)
        unit.item.mastery_score = std::move(score);
      order_.push_back(lower_case(id));
      elements_.emplace(lower_case(id), std::move(unit));
      course_.resources.push_back(std::move(resource));
    }
    count_units(table);
  }

  void count_units(const Table& table) {
    const auto* total = files_.groups.find("course", "total_aus");
    if (total == nullptr || total->text.empty() || table.malformed.line > 0 ||
        total->text.find_first_not_of("0123456789") != std::string::npos)
      return;
    const auto first = std::min(total->text.find_first_not_of('0'), total->text.size() - 1);
    if (total->text.substr(first) != std::to_string(table.rows.size()))
      say("aicc-unit-count-wrong", course_.manifest, total->place,
          "Total_AUs is " + total->text + ", but " + table.path + " has " +
              std::to_string(table.rows.size()));
  }

  // Descriptors tell units, blocks and objectives apart by nothing: blocks are made when they are
  // met in the structure.
  void describe() {
    const auto& table = files_.descriptors;
    if (!usable(table)) return;
    for (const auto& row : table.rows) {
      const auto id = table.field(row, "system_id");
      described_.insert(lower_case(id));
      auto& element = elements_[lower_case(id)];
      if (element.item.identifier.empty()) {
        element.item.identifier = id;
        element.item.place = row.place;
        element.item.source = table.path;
      }
      element.item.title = table.field(row, "title");
      if (auto description = table.field(row, "description"); !description.empty())
        element.gathered().description = std::move(description);
    }
    for (const auto& id : order_)
      if (table.malformed.line == 0 && !described_.contains(id))
        say("aicc-descriptor-missing", table.path, 0,
            "the assignable unit \"" + elements_[id].item.identifier + "\" has no line here", id);
  }

  // The first column is the element, the second what the table says of it.
  template <class OnRow>
  void each_relation(const Table& table, OnRow on_row) {
    for (const auto& row : table.rows)
      if (row.fields.size() > 1)
        if (auto* element = find(row.fields[0])) on_row(*element, row);
  }
  // An element that stands in several lines waits for all of them.
  void add_prerequisites() {
    each_relation(files_.prerequisites, [this](Element& element, const auto& row) {
      element.prerequisites.push_back(row.fields[1]);
      element.waits(files_.prerequisites, row);
    });
    for (auto& [id, element] : elements_) {
      if (element.prerequisites.empty()) continue;
      auto& all = element.gathered().prerequisites;
      if (element.prerequisites.size() == 1) all = element.prerequisites.front();
      if (element.prerequisites.size() > 1)
        for (const auto& each : element.prerequisites)
          all.append(all.empty() ? "(" : " & (").append(each).append(")");
    }
  }
  void add_objectives() {
    const auto& table = files_.objectives;
    const bool by_unit = table.has("au_system_id");  // as some tools write it: an objective a line
    for (const auto& row : table.rows) {
      auto* element = find(by_unit ? table.field(row, "au_system_id") : row.fields.front());
      if (element == nullptr) continue;
      if (by_unit)
        element->gathered().objectives.push_back(row.fields.front());
      else
        for (std::size_t i = 1; i < row.fields.size(); ++i)
          if (!row.fields[i].empty()) element->gathered().objectives.push_back(row.fields[i]);
    }
  }
  void add_completion() {
    each_relation(files_.completion, [](Element& element, const auto& row) {
      auto& completion = element.gathered().completion = row.fields[1];
      if (row.fields.size() > 2) completion += " -> " + row.fields[2];
    });
  }

  struct Member {
    std::string id;  // lower case
    Place place;
  };

  void build() {
    const auto& table = files_.structure;
    course_.organizations.push_back(
        {.identifier = course_.identifier, .title = course_.title, .items = {}, .place = Place(1)});
    course_.organizations_place = Place(1);
    if (!usable(table)) return append_rest();
    for (const auto& row : table.rows) read_members(table, row);
    if (!members_.contains("root") && table.malformed.line == 0)
      say("aicc-root-missing", table.path, 0,
          "no line has the block \"root\", from which the course begins");
    course_.organizations.front().items = items_of("root", 0);
    if (table.malformed.line == 0) say_units_left_out(table.path);
  }

  // A unit in a block that is itself left out is told only where nothing else explains it.
  void say_units_left_out(const std::string& path) {
    if (!members_.contains("root")) return;  // which has been told
    std::unordered_set<std::string> mentioned;
    bool explained = false;
    for (const auto& [block, members] : members_)
      for (const auto& member : members) {
        mentioned.insert(member.id);
        explained = explained || (find(member.id) == nullptr && !members_.contains(member.id));
      }
    const auto say_left_out = [&](const std::string& id) {
      say("aicc-unit-not-in-structure", files_.units.path, elements_[id].item.place,
          "the assignable unit \"" + elements_[id].item.identifier + "\" is not in " + path, id);
    };
    for (const auto& id : order_)
      if (!elements_[id].shown && !mentioned.contains(id)) {
        say_left_out(id);
        explained = true;
      }
    for (const auto& id : order_)
      if (!elements_[id].shown && !explained) say_left_out(id);
  }

  // Every column "member" is one. Some tools write a line for each, with prerequisites beside it.
  void read_members(const Table& table, const AiccTable::Row& row) {
    auto& members = members_[lower_case(table.field(row, "block"))];
    auto prerequisites = table.field(row, "prerequisites");
    for (std::size_t i = 1; i < row.fields.size(); ++i) {
      if (!is_member(table, i) || row.fields[i].empty()) continue;
      members.push_back({lower_case(row.fields[i]), row.place});
      if (auto* element = find(row.fields[i]); element != nullptr && !prerequisites.empty()) {
        element->gathered().prerequisites = std::exchange(prerequisites, {});
        element->waits(table, row);
      }
    }
  }

  // Each element has one place in the course, so that cycles end.
  std::vector<Item> items_of(const std::string& block, std::uint64_t depth) {
    std::vector<Item> items;
    const auto members = members_.find(block);
    if (members == members_.end() || depth >= limits_.manifest_depth) return items;
    for (const auto& member : members->second) {
      auto* element = find(member.id);
      if (element == nullptr) {
        if (!members_.contains(member.id)) continue;
        element = &elements_[member.id];
        element->item.identifier = member.id;
        element->item.place = member.place;
        element->item.source = files_.structure.path;
      }
      if (element->shown) {
        say("aicc-member-repeated", files_.structure.path, member.place,
            "\"" + element->item.identifier + "\" is a member of the course already");
        continue;
      }
      element->shown = true;
      Item item = std::move(element->item);
      element->item.identifier = item.identifier;
      item.children = items_of(member.id, depth + 1);
      items.push_back(std::move(item));
    }
    return items;
  }

  // Without a structure, the units as they come.
  void append_rest() {
    for (const auto& id : order_)
      course_.organizations.front().items.push_back(std::move(elements_[id].item));
  }

  const Package& package_;
  const Limits& limits_;
  std::uint64_t bytes_left_ = limits_.text_size / 2;  // of all files of the course
  AiccBudget left_, units_left_{.rows = 20'000, .fields = 240'000};
  std::vector<ManifestProblem>& all_problems_;
  AiccProblems problems_;
  CourseStructure course_;
  AiccCourse files_;
  std::unordered_map<std::string, Element> elements_;  // by their ids in lower case
  std::vector<std::string> order_;                     // of the units, as the .au has them
  std::unordered_set<std::string> described_;
  std::unordered_map<std::string, std::vector<Member>> members_;  // of each block
};

}  // namespace

const Entry* aicc_course_file(const Package& package) {
  for (const auto& entry : package.entries())
    if (at_root_with(entry.path, ".crs")) return &entry;
  return nullptr;
}

Result<CourseStructure> read_aicc(const Package& package, const std::string& course_file,
                                  const Limits& limits, std::vector<ManifestProblem>& problems) {
  return Reader(package, course_file, limits, problems).read();
}

}  // namespace haat
