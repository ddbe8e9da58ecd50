#include <charconv>
#include <map>
#include <vector>

#include "plugins/table/headed_rows.hpp"
#include "plugins/table/xml_reader.hpp"
#include "plugins/table/zip_parts.hpp"

namespace table {

namespace {

using Event = XmlReader::Event;

constexpr std::size_t max_strings = 1'000'000;

// "xl/worksheets/sheet1.xml", as a relationship of the workbook names it.
std::string part_of(const std::string& target) {
  return target.compare(0, 1, "/") == 0 ? target.substr(1) : "xl/" + target;
}

// The relationship of the first sheet; empty if there is none.
std::string first_sheet(std::string_view workbook, const std::string& place) {
  XmlReader xml(workbook, place);
  for (Event event = xml.next(); event != Event::none; event = xml.next())
    if (event == Event::begin && xml.name() == "sheet") return xml.attribute("id");
  return {};
}

std::string target_of(const std::string& id, std::string_view relations, const std::string& place) {
  XmlReader xml(relations, place);
  for (Event event = xml.next(); event != Event::none; event = xml.next())
    if (event == Event::begin && xml.name() == "Relationship" && xml.attribute("Id") == id)
      return part_of(xml.attribute("Target"));
  return {};
}

// The text of the element that was just begun, but for phonetic hints, up to its end.
std::string text_within(XmlReader& xml, const std::string& place) {
  std::string text;
  int depth = 1, silent = 0;
  while (depth > 0) {
    const Event event = xml.next();
    if (event == Event::none) throw Unreadable(place + " ends too early");
    if (event == Event::begin) {
      ++depth;
      if (silent > 0 || xml.name() == "rPh") ++silent;
    } else if (event == Event::end) {
      --depth;
      if (silent > 0) --silent;
    } else if (silent == 0) {
      text += xml.text();
      if (text.size() > max_cell_bytes)
        throw Unreadable(place + " has a text of more than " + std::to_string(max_cell_bytes) +
                         " bytes");
    }
  }
  return text;
}

std::vector<std::string> shared_strings(std::string_view bytes, const std::string& place) {
  std::vector<std::string> strings;
  if (bytes.empty()) return strings;
  XmlReader xml(bytes, place);
  for (Event event = xml.next(); event != Event::none; event = xml.next()) {
    if (event != Event::begin || xml.name() != "si") continue;
    if (strings.size() == max_strings)
      throw Unreadable(place + " has more than " + std::to_string(max_strings) + " texts");
    strings.push_back(text_within(xml, place));
  }
  return strings;
}

// The column of a reference such as "AB12", from 0; `otherwise` where there is none.
std::size_t column_of(const std::string& reference, std::size_t otherwise) {
  std::size_t column = 0;
  for (const char c : reference) {
    if (c < 'A' || c > 'Z' || column > max_columns) break;
    column = column * 26 + static_cast<std::size_t>(c - 'A') + 1;
  }
  return column == 0 ? otherwise : column - 1;
}

class Sheet {
 public:
  Sheet(std::string_view bytes, const std::string& place, const std::vector<std::string>& strings,
        HeadedRows& rows)
      : xml_(bytes, place), place_(place), strings_(strings), rows_(rows) {}

  void read() {
    for (Event event = xml_.next(); event != Event::none; event = xml_.next()) {
      if (event == Event::begin && xml_.name() == "c") read_cell();
      if (event == Event::end && xml_.name() == "row") {
        rows_.end_row();
        column_ = 0;
      }
    }
    rows_.end();
  }

 private:
  void read_cell() {
    column_ = column_of(xml_.attribute("r"), column_);
    if (column_ >= max_columns)
      throw Unreadable(rows_.place() + " has more columns than the limit of " +
                       std::to_string(max_columns));
    rows_.skip_to(column_++);
    const std::string kind = xml_.attribute("t");
    std::string value;
    // <c><f>a formula</f><v>its value</v></c>, <c t="inlineStr"><is><t>a text</t></is></c>
    for (Event event = xml_.next(); event != Event::end || xml_.name() != "c";
         event = xml_.next()) {
      if (event == Event::none) throw Unreadable(place_ + " ends too early");
      if (event != Event::begin) continue;
      const bool told = xml_.name() == "v" || xml_.name() == "is";
      std::string text = text_within(xml_, place_);
      if (told) value = std::move(text);
    }
    rows_.cell(meant(kind, value));
  }

  std::string meant(const std::string& kind, const std::string& value) const {
    if (kind == "b") return value == "1" ? "true" : "false";
    if (kind == "e") return {};  // "#REF!" says nothing
    if (kind != "s") return value;
    std::size_t index = 0;
    const auto [end, problem] = std::from_chars(value.data(), value.data() + value.size(), index);
    if (problem != std::errc{} || index >= strings_.size())
      throw Unreadable(rows_.place() + " names a text that is not there");
    return strings_[index];
  }

  XmlReader xml_;
  const std::string& place_;
  const std::vector<std::string>& strings_;
  HeadedRows& rows_;
  std::size_t column_ = 0;
};

}  // namespace

void read_xlsx(const std::filesystem::path& file, const OnRecord& take) {
  const std::string name = file.filename().string();
  const std::string workbook = "xl/workbook.xml", relations = "xl/_rels/workbook.xml.rels",
                    texts = "xl/sharedStrings.xml";
  auto parts = read_parts(file, {workbook, relations, texts});
  if (parts.count(workbook) == 0 || parts.count(relations) == 0)
    throw Unreadable(name + " is no XLSX: it has no " + workbook);
  const std::string sheet = target_of(first_sheet(parts[workbook], name + ": " + workbook),
                                      parts[relations], name + ": " + relations);
  auto sheets = read_parts(file, {sheet});
  if (sheet.empty() || sheets.count(sheet) == 0)
    throw Unreadable(name + " is no XLSX: its first sheet is not there");
  const auto strings = shared_strings(parts[texts], name + ": " + texts);
  HeadedRows rows(name, take);
  const std::string place = name + ": " + sheet;
  Sheet(sheets[sheet], place, strings, rows).read();
}

}  // namespace table
