#include <csv.h>

#include <algorithm>
#include <exception>
#include <fstream>
#include <memory>

#include "plugins/table/headed_rows.hpp"

namespace table {

namespace {

// No exception crosses libcsv, which is C: it is kept, and what follows is passed over.
struct Reading {
  HeadedRows rows;
  std::exception_ptr thrown{};

  template <class Work>
  void guarded(const Work& work) noexcept {
    if (thrown) return;
    try {
      work();
    } catch (...) {
      thrown = std::current_exception();
    }
  }
};

void on_cell(void* text, std::size_t size, void* data) {
  auto& reading = *static_cast<Reading*>(data);
  reading.guarded([&] { reading.rows.cell({static_cast<const char*>(text), size}); });
}

void on_end_of_row(int, void* data) {
  auto& reading = *static_cast<Reading*>(data);
  reading.guarded([&] { reading.rows.end_row(); });
}

std::string text_of(const std::filesystem::path& file) {
  const std::string name = file.filename().string();
  const std::uintmax_t size = judged_size(file);
  std::ifstream stream(file, std::ios::binary);
  std::string text(size, '\0');
  if (!stream.read(text.data(), static_cast<std::streamsize>(size)))
    throw Unreadable("cannot read " + name);
  constexpr std::string_view mark = "\xef\xbb\xbf";
  if (text.compare(0, mark.size(), mark) == 0) text.erase(0, mark.size());
  return text;
}

unsigned char delimiter_of(std::string_view text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  const auto times = [&](char c) { return std::count(line.begin(), line.end(), c); };
  unsigned char best = ',';
  for (const char c : {';', '\t'})
    if (times(c) > times(static_cast<char>(best))) best = static_cast<unsigned char>(c);
  return best;
}

}  // namespace

void read_csv(const std::filesystem::path& file, const OnRecord& take) {
  constexpr std::size_t piece = 65'536;
  const std::string text = text_of(file);
  Reading reading{HeadedRows(file.filename().string(), take)};
  csv_parser parser{};
  if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
    throw Unreadable("the reader of CSV could not start");
  const std::unique_ptr<csv_parser, void (*)(csv_parser*)> owner(&parser, csv_free);
  csv_set_delim(&parser, delimiter_of(text));
  const auto wrong = [&] {
    throw Unreadable(reading.rows.place() + " is no CSV: " + csv_strerror(csv_error(&parser)));
  };
  for (std::size_t at = 0; at < text.size(); at += piece) {
    const std::size_t size = std::min(piece, text.size() - at);
    const bool all =
        csv_parse(&parser, text.data() + at, size, on_cell, on_end_of_row, &reading) == size;
    if (reading.thrown) std::rethrow_exception(reading.thrown);
    if (!all) wrong();
  }
  if (csv_fini(&parser, on_cell, on_end_of_row, &reading) != 0) wrong();
  if (reading.thrown) std::rethrow_exception(reading.thrown);
  reading.rows.end();
}

}  // namespace table
