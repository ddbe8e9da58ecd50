#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <unordered_set>

#include "core/ascii.hpp"
#include "core/characters.hpp"
#include "core/manifest/aicc_course.hpp"
#include "core/package/entry_name.hpp"
#include "core/wording.hpp"

namespace haat {
namespace {

using Ids = std::unordered_set<std::string>;  // in lower case

std::optional<double> number(const std::string& text) {
  double value = 0;
  const auto* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value);
  return read.ec == std::errc() && read.ptr == end ? std::optional(value) : std::nullopt;
}
std::optional<std::uint64_t> count(const std::string& text) {
  std::uint64_t value = 0;
  const auto* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value);
  return read.ec == std::errc() && read.ptr == end ? std::optional(value) : std::nullopt;
}

std::string joined(const std::vector<std::string_view>& words) {
  std::string text;
  for (const auto word : words) text.append(text.empty() ? "" : ", ").append(word);
  return text;
}

// A name that many messages repeat.
std::string brief(const std::string& name) {
  return name.size() <= 100 ? name : name.substr(0, 100) + "...";
}

class Judge {
 public:
  Judge(const AiccCourse& course, AiccProblems& problems) : course_(course), problems_(problems) {}

  void judge() {
    gather();
    judge_file_names();
    judge_course();
    judge_tables();
    judge_units();
    judge_structure();
    judge_descriptors();
    for (const auto* table : {&course_.prerequisites, &course_.objectives, &course_.completion})
      judge_relations(*table);
    judge_lengths();
  }

 private:
  using Table = AiccCourse::Table;

  void say(const char* id, const std::string& path, Place place, const std::string& message,
           const std::string& about = {}) {
    problems_.say(id, path, place, message, about);
  }
  static bool readable(const Table& table) {
    return !table.path.empty() && !table.lacks_columns && table.malformed.line == 0;
  }

  void gather() {
    for (const auto& row : course_.units.rows)
      units_.insert(lower_case(course_.units.field(row, "system_id")));
    for (const auto& row : course_.structure.rows) {
      blocks_.insert(lower_case(course_.structure.field(row, "block")));
      for (std::size_t i = 1; i < row.fields.size(); ++i)
        if (is_member(course_.structure, i)) members_.insert(lower_case(row.fields[i]));
    }
    for (const auto& row : course_.objectives.rows)
      for (const auto& field : row.fields) objectives_.insert(lower_case(field));
  }

  void judge_file_names() {
    const auto stem = [](std::string_view path) {
      return lower_case(path.substr(0, path.rfind('.')));
    };
    for (const auto* table : {&course_.units, &course_.descriptors, &course_.structure,
                              &course_.prerequisites, &course_.objectives, &course_.completion})
      if (!table->path.empty() && stem(table->path) != stem(course_.path))
        say("aicc-file-name-differs", table->path, 0,
            "the name differs from that of " + course_.path);
  }

  const AiccGroups::Value* value(const char* group, const char* key) const {
    const auto* found = course_.groups.find(group, key);
    return found == nullptr || found->text.empty() ? nullptr : found;
  }

  void judge_course() {
    if (!course_.groups.groups.contains("course")) return;  // which the reader has told
    constexpr std::array keys{"Course_Creator", "Course_System", "Level",  "Max_Fields_CST",
                              "Total_AUs",      "Total_Blocks",  "Version"};
    say_keys_missing("course", "[Course]", keys);
    say_keys_missing("course_behavior", "[Course_Behavior]", std::array{"Max_Normal"});
    if (!course_.groups.text.contains("course_description"))
      say("aicc-course-description-missing", course_.path, place_of("course_description"),
          "there is no text in the group [Course_Description]");
    constexpr std::array levels{"1", "2", "3", "3a", "3b", "4"};
    if (const auto* level = value("course", "level");
        level != nullptr &&
        std::find(levels.begin(), levels.end(), lower_case(level->text)) == levels.end())
      say("aicc-course-value-malformed", course_.path, level->place,
          "Level is \"" + level->text + "\" instead of 1, 2, 3 or 4");
    for (const auto* key : {"Max_Fields_CST", "Max_Fields_ORT", "Total_AUs", "Total_Blocks",
                            "Total_Objectives", "Total_Complex_Obj"})
      judge_count("course", key);
    judge_count("course_behavior", "Max_Normal");
  }
  Place place_of(const char* group) const {
    const auto at = course_.groups.places.find(group);
    return at == course_.groups.places.end() ? Place() : at->second;
  }
  template <std::size_t n>
  void say_keys_missing(const char* group, const std::string& shown,
                        const std::array<const char*, n>& keys) {
    std::vector<std::string_view> missing;
    for (const auto* key : keys)
      if (value(group, lower_case(key).c_str()) == nullptr) missing.push_back(key);
    if (!missing.empty())
      say("aicc-course-key-missing", course_.path, place_of(group),
          "the group " + shown + " does not say " + joined(missing));
  }
  void judge_count(const char* group, const std::string& key) {
    const auto* found = value(group, lower_case(key).c_str());
    if (found != nullptr && !count(found->text))
      say("aicc-course-value-malformed", course_.path, found->place,
          key + " is \"" + found->text + "\", which is no whole number");
  }

  void judge_tables() {
    constexpr std::array units{"Type",          "Command_Line",     "Max_Score",
                               "Mastery_Score", "Max_Time_Allowed", "Time_Limit_Action",
                               "System_Vendor", "Core_Vendor",      "Web_Launch",
                               "AU_Password"};
    say_columns_left_out(course_.units, units);
    say_columns_left_out(course_.descriptors, std::array{"Developer_ID", "Description"});
    for (const auto* table : {&course_.units, &course_.descriptors}) judge_rows(*table);
  }
  template <std::size_t n>
  void say_columns_left_out(const Table& table, const std::array<const char*, n>& columns) {
    if (!readable(table) || table.columns.empty() || first_line_differs(table)) return;
    std::vector<std::string_view> missing;
    for (const auto* column : columns)
      if (!table.has(lower_case(column))) missing.push_back(column);
    if (!missing.empty())
      say("aicc-column-left-out", table.path, Place(1),
          "the first line leaves out " + joined(missing));
  }
  // Where several lines are of one length, and none has as many fields as the first names columns.
  static bool first_line_differs(const Table& table) {
    return table.rows.size() > 1 &&
           std::all_of(table.rows.begin(), table.rows.end(), [&](const AiccTable::Row& row) {
             return !table.is_even(row) && row.fields.size() == table.rows.front().fields.size();
           });
  }
  void judge_rows(const Table& table) {
    if (!readable(table)) return;
    if (first_line_differs(table))
      return say("aicc-row-uneven", table.path, Place(1),
                 "this line names " + counted(table.columns.size(), "column") +
                     ", all others have " + counted(table.rows.front().fields.size(), "field"));
    for (const auto& row : table.rows)
      if (!table.is_even(row))
        say("aicc-row-uneven", table.path, row.place,
            "the line has " + counted(row.fields.size(), "field") + ", the first line names " +
                counted(table.columns.size(), "column"));
  }

  void judge_units() {
    const auto& table = course_.units;
    if (!readable(table)) return;
    for (const auto& row : table.rows) {
      if (!table.is_even(row)) continue;
      const auto id = table.field(row, "system_id");
      if (!lower_case(id).starts_with("a"))
        say("aicc-unit-id-unusual", table.path, row.place,
            "the System_ID \"" + id + "\" of an assignable unit does not begin with A",
            lower_case(id));
      const auto mastery = number(table.field(row, "mastery_score"));
      const auto most = number(table.field(row, "max_score"));
      if (const auto said = table.field(row, "max_score"); !most && !said.empty())
        say("aicc-max-score-malformed", table.path, row.place,
            "Max_Score of the unit \"" + id + "\" is \"" + said + "\", which is no number");
      // A score over 100 has a rule of its own.
      if (mastery && most && *mastery > *most && *mastery <= 100)
        say("aicc-mastery-score-unreachable", table.path, row.place,
            "the unit \"" + id + "\" is passed with " + table.field(row, "mastery_score") +
                ", but gives no more than " + table.field(row, "max_score"));
    }
  }

  void judge_structure() {
    const auto& table = course_.structure;
    if (!readable(table)) return;
    if (readable(course_.units)) judge_members(table);
    // The root is a block to some tools and none to others.
    const auto blocks = blocks_.size() - blocks_.count("root");
    if (const auto* total = value("course", "total_blocks"))
      if (const auto said = count(total->text); said && *said != blocks && *said != blocks + 1)
        say("aicc-block-count-wrong", course_.path, total->place,
            "Total_Blocks is " + total->text + ", but " + table.path + " has " +
                counted(blocks, "block") + " below the root");
    const auto* most = value("course", "max_fields_cst");
    const auto said = most == nullptr ? std::nullopt : count(most->text);
    for (const auto& row : table.rows)
      if (said && width(row) > *said) {
        say("aicc-structure-wider-than-said", course_.path, most->place,
            "Max_Fields_CST is " + most->text + ", but " + table.path + " has a line of " +
                counted(width(row), "field"));
        break;
      }
  }
  void judge_members(const Table& table) {
    for (const auto& row : table.rows) {
      const auto block = brief(table.field(row, "block"));
      for (std::size_t i = 1; i < row.fields.size(); ++i) {
        const auto id = lower_case(row.fields[i]);
        if (id.empty() || !is_member(table, i) || units_.contains(id) || blocks_.contains(id))
          continue;
        const bool unit = id.starts_with("a");
        say(unit ? "aicc-unit-unknown" : "aicc-block-unknown", table.path, row.place,
            "\"" + row.fields[i] + "\" is a member of block \"" + block +
                (unit ? "\", but no assignable unit of that name is there"
                      : "\", but no line of " + table.path + " says what is in it"),
            id);
      }
    }
  }

  void judge_descriptors() {
    const auto& table = course_.descriptors;
    if (!readable(table)) return;
    const bool whole = readable(course_.units) && readable(course_.structure);
    Ids seen;
    std::uint64_t objectives = 0;
    for (const auto& row : table.rows) {
      const auto shown = table.field(row, "system_id");
      const auto id = lower_case(shown);
      if (!seen.insert(id).second) {
        say("aicc-descriptor-repeated", table.path, row.place,
            "\"" + shown + "\" is described above already", id);
        continue;
      }
      if (!table.is_even(row)) continue;
      if (table.field(row, "title").empty())
        say("aicc-title-empty", table.path, row.place, "\"" + shown + "\" has no title");
      const bool objective = id.starts_with("j") || objectives_.contains(id);
      objectives += objective && !units_.contains(id) && !blocks_.contains(id);
      if (whole && !objective && !units_.contains(id) && !blocks_.contains(id) &&
          !members_.contains(id))
        say("aicc-descriptor-unused", table.path, row.place,
            "\"" + shown + "\" is no assignable unit, block or objective of the course", id);
    }
    if (const auto* total = value("course", "total_objectives"))
      if (const auto said = count(total->text); said && *said != objectives)
        say("aicc-objective-count-wrong", course_.path, total->place,
            "Total_Objectives is " + total->text + ", but " + table.path + " describes " +
                counted(objectives, "objective"));
  }

  // The first field, or the one that is named so, is the element that the line speaks of.
  void judge_relations(const Table& table) {
    if (table.path.empty() || table.malformed.line > 0 || !readable(course_.units) ||
        !readable(course_.structure))
      return;
    const bool by_unit = table.has("au_system_id");
    for (const auto& row : table.rows) {
      const auto shown = by_unit ? table.field(row, "au_system_id") : row.fields.front();
      const auto id = lower_case(shown);
      if (!units_.contains(id) && !blocks_.contains(id) && !id.starts_with("j"))
        say("aicc-relation-dangling", table.path, row.place,
            "the line speaks of \"" + shown + "\", which is no element of the course", id);
    }
  }

  void judge_lengths() {
    for (const auto* key :
         {"Course_Creator", "Course_ID", "Course_System", "Course_Title", "Version"})
      if (const auto* found = value("course", lower_case(key).c_str()))
        judge_length(course_.path, found->place, key, found->text, 255);
    if (const auto text = course_.groups.text.find("course_description");
        text != course_.groups.text.end())
      judge_length(course_.path, place_of("course_description"), "Course_Description", text->second,
                   4096);
    judge_column(course_.units, "File_Name", 255);
    judge_column(course_.units, "Web_Launch", 255);
    judge_column(course_.units, "Core_Vendor", 4096);
    judge_column(course_.descriptors, "Developer_ID", 255);
    judge_column(course_.descriptors, "Title", 255);
    judge_column(course_.descriptors, "Description", 4096);
  }
  void judge_column(const Table& table, const std::string& column, std::size_t most) {
    if (!readable(table)) return;
    for (const auto& row : table.rows)
      if (table.is_even(row))
        judge_length(table.path, row.place, column, table.field(row, lower_case(column)), most);
  }
  void judge_length(const std::string& path, Place place, const std::string& what,
                    std::string_view text, std::size_t most) {
    if (text.size() <= most) return;
    if (const auto length = characters_in(text); length > most)
      say("aicc-text-too-long", path, place,
          what + " has " + std::to_string(length) + " characters; platforms have to keep only " +
              std::to_string(most));
  }

  const AiccCourse& course_;
  AiccProblems& problems_;
  Ids units_, blocks_, members_, objectives_;
};

}  // namespace

void judge_aicc(const AiccCourse& course, AiccProblems& problems) {
  Judge(course, problems).judge();
}

}  // namespace haat
