#include "core/manifest/aicc_file.hpp"

#include <algorithm>

#include "core/ascii.hpp"
#include "core/package/entry_name.hpp"
#include "core/text_encoding.hpp"

namespace haat {
namespace {

// Kana of Shift-JIS begin with bytes that windows-1252 has rare signs or nothing for.
bool looks_japanese(std::string_view bytes) {
  std::size_t signs = 0, others = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    if (byte < 0x80) continue;
    ++(byte == 0x82 || byte == 0x83 ? signs : others);
    ++i;  // the second byte of the two
  }
  return signs > others;
}

class TableReader {
 public:
  TableReader(std::string_view text, AiccBudget& left) : text_(text), left_(left) {}

  AiccTable read() {
    AiccTable table;
    while (at_ < text_.size() && !table.cut) {
      AiccTable::Row row{.fields = {}, .place = Place(line_, 1)};
      torn_ = false;
      read_row(row.fields, table);
      if (torn_ && !table.columns.empty()) continue;  // its fields are not where they should be
      if (row.fields.size() == 1 && row.fields.front().empty()) continue;
      if (table.columns.empty()) {
        name_columns(table, row.fields);
      } else if (left_.rows == 0) {
        table.cut = true;
      } else {
        --left_.rows;
        table.rows.push_back(std::move(row));
      }
    }
    return table;
  }

 private:
  static void name_columns(AiccTable& table, const std::vector<std::string>& names) {
    for (const auto& name : names) {
      table.columns.push_back(lower_case(name));
      table.first.emplace(table.columns.back(), table.columns.size() - 1);
    }
  }
  void read_row(std::vector<std::string>& fields, AiccTable& table) {
    for (;;) {
      fields.push_back(read_field(table));
      if (at_ >= text_.size()) return;
      if (left_.fields == 0) {
        table.cut = true;
        return;
      }
      --left_.fields;
      const char end = text_[at_++];
      if (end == ',') continue;
      if (end == '\r' && at_ < text_.size() && text_[at_] == '\n') ++at_;
      ++line_;
      return;
    }
  }

  void tear(AiccTable& table, Place place, const char* fault) {
    torn_ = true;
    if (table.malformed.line > 0) return;
    table.malformed = place;
    table.fault = fault;
  }

  // Stops before a comma, an end of line or the end of all.
  std::string read_field(AiccTable& table) {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
    std::string field;
    if (at_ < text_.size() && text_[at_] == '"') {
      const Place opened(line_);
      for (++at_; at_ < text_.size(); ++at_) {
        if (text_[at_] == '"') {
          if (text_.substr(at_ + 1, 1) != "\"") break;
          ++at_;
        }
        if (text_[at_] == '\n') ++line_;
        field += text_[at_];
      }
      if (at_ >= text_.size())
        tear(table, opened, "the quotation mark that opens here is never closed");
      if (at_ < text_.size()) ++at_;
      const auto rest = text_.substr(at_, text_.find_first_of(",\r\n", at_) - at_);
      if (!trimmed(rest).empty())
        tear(table, opened, "there is text between a closing quotation mark and the next comma");
    }
    const auto end = std::min(text_.find_first_of(",\r\n", at_), text_.size());
    field += text_.substr(at_, end - at_);
    at_ = end;
    return std::string(trimmed(field));
  }

  std::string_view text_;
  AiccBudget& left_;
  std::size_t at_ = 0;
  int line_ = 1;
  bool torn_ = false;  // the row that is being read has a malformed field
};

}  // namespace

std::string aicc_text(std::string_view bytes) {
  if (is_marked_utf16(bytes)) return to_utf8(bytes, "UTF-16").value_or("");
  if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
  if (is_utf8(bytes)) return std::string(bytes);
  if (looks_japanese(bytes))
    if (auto text = to_utf8(bytes, "Shift_JIS")) return *std::move(text);
  return to_utf8_replacing(bytes, "windows-1252");
}

std::string AiccTable::field(const Row& row, const std::string& column) const {
  const auto at = first.find(column);
  return at == first.end() || at->second >= row.fields.size() ? "" : row.fields[at->second];
}

AiccTable parse_aicc_table(std::string_view text, AiccBudget& left) {
  return TableReader(text, left).read();
}

const AiccGroups::Value* AiccGroups::find(const std::string& group, const std::string& key) const {
  const auto keys = groups.find(group);
  if (keys == groups.end()) return nullptr;
  const auto value = keys->second.find(key);
  return value == keys->second.end() ? nullptr : &value->second;
}

AiccGroups parse_aicc_groups(std::string_view text, std::uint64_t lines) {
  AiccGroups read;
  std::string group;
  int number = 0;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    if (line.empty() || line.front() == ';') continue;
    if (lines-- == 0) {
      read.cut = true;
      break;
    }
    if (line.front() == '[' && line.back() == ']') {
      group = lower_case(trimmed(line.substr(1, line.size() - 2)));
      read.groups[group];
      read.places.emplace(group, Place(number));
      continue;
    }
    const auto equals = line.find('=');
    if (equals == std::string_view::npos || group == "course_description") {
      auto& joined = read.text[group];
      joined.append(joined.empty() ? "" : " ").append(line);
      continue;
    }
    read.groups[group].emplace(
        lower_case(trimmed(line.substr(0, equals))),
        AiccGroups::Value{std::string(trimmed(line.substr(equals + 1))), Place(number)});
  }
  return read;
}

}  // namespace haat
