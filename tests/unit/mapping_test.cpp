#include <gtest/gtest.h>

#include "core/duration.hpp"
#include "core/mapping/conversion.hpp"
#include "core/mapping/mapping.hpp"

namespace haat {
namespace {

std::string said(const Converted& converted) {
  return converted ? *converted : "no: " + converted.error();
}

TEST(Conversion, MakesDurations) {
  const struct {
    const char *text, *unit, *expected;
  } cases[] = {
      {"0", "minutes", "PT0S"},
      {"90", "minutes", "PT1H30M"},
      {"1.25", "hours", "PT1H15M"},
      {"59.6", "seconds", "PT1M"},
      {"1e2", "seconds", "PT1M40S"},
      {"999", "hours", "PT999H"},
      {"1000", "hours", "no: longer than the limit of 999 hours"},
      {"-1", "hours", "no: no number of hours"},
      {"1,5", "hours", "no: no number of hours"},
      {"nan", "hours", "no: no number of hours"},
      {"inf", "hours", "no: no number of hours"},
      {"", "hours", "no: no number of hours"},
      {"1:30:00", "clock", "PT1H30M"},
      {"45:10", "clock", "PT45M10S"},
      {"1:60:00", "clock", "no: no time such as 1:30:00"},
      {"90", "clock", "no: no time such as 1:30:00"},
      {"1:2:3:4", "clock", "no: no time such as 1:30:00"},
      {"1:", "clock", "no: no time such as 1:30:00"},
  };
  for (const auto& [text, unit, expected] : cases)
    EXPECT_EQ(said(to_duration(text, unit)), expected) << text << " " << unit;
  for (const int seconds : {0, 1, 59, 60, 3600, 3661, 86'399, 360'000})
    EXPECT_EQ(parse_duration(duration_text(std::chrono::seconds(seconds))),
              std::chrono::seconds(seconds));
}

TEST(Conversion, ReadsDatesByTheirFormAlone) {
  const struct {
    const char *text, *form, *expected;
  } cases[] = {
      {"03/11/2026", "dd/MM/yyyy", "2026-11-03"},
      {"03/11/2026", "MM/dd/yyyy", "2026-03-11"},
      {"20261103T0905", "yyyyMMddTHHmm", "2026-11-03T09:05:00"},
      {"29.02.2024", "dd.MM.yyyy", "2024-02-29"},
      {"29.02.2026", "dd.MM.yyyy", "no: no day of the calendar"},
      {"3/11/2026", "dd/MM/yyyy", "no: not of the form dd/MM/yyyy"},
      {"03/11/2026 ", "dd/MM/yyyy", "no: not of the form dd/MM/yyyy"},
      {"03/11/26", "dd/MM/yyyy", "no: not of the form dd/MM/yyyy"},
      {"03-11-2026", "dd/MM/yyyy", "no: not of the form dd/MM/yyyy"},
      {"03/11/2026 24:00", "dd/MM/yyyy HH:mm", "no: no day of the calendar"},
      {"", "dd/MM/yyyy", "no: not of the form dd/MM/yyyy"},
      {"61", "excel", "1900-03-01"},
      {"46000", "excel", "2025-12-09"},
      {"46000.75", "excel", "2025-12-09"},
      {"60", "excel", "no: no day as a spreadsheet counts them"},
      {"1e9", "excel", "no: no day as a spreadsheet counts them"},
  };
  for (const auto& [text, form, expected] : cases)
    EXPECT_EQ(said(to_date(text, form)), expected) << text << " " << form;
  for (const char* form : {"dd/MM/yyyy", "yyyyMMdd", "dd.MM.yyyy HH:mm:ss", "excel"})
    EXPECT_TRUE(is_date_form(form)) << form;
  for (const char* form :
       {"", "dd/MM", "dd/mm/yyyy", "dd/MM/yy", "dd/MM/yyyy yyyy", "d/M/yyyy", "dd/MM/yyyy mm"})
    EXPECT_FALSE(is_date_form(form)) << form;
}

TEST(Mapping, RefusesRecordsOfAttackersInASentence) {
  const auto mapping = Mapping::parse(
      R"({"course": {"external_id": {"from": "/a/0/b~1c"}, "title": {"from": "/t"}}})", "m.json");
  ASSERT_TRUE(mapping) << mapping.error().message;
  const auto reason = [&](const std::string& record) {
    const auto mapped = mapping->apply(record);
    return mapped.refused ? mapped.refused->field + ": " + mapped.refused->reason : "taken";
  };
  EXPECT_EQ(reason(R"({"a": [{"b/c": "1"}], "t": "T"})"), "taken");
  EXPECT_EQ(reason(R"({"a": [], "t": "T"})"), "external_id: its /a/0/b~1c is not there");
  EXPECT_EQ(reason(R"({"a": "", "t": "T"})"), "external_id: its /a/0/b~1c is not there");
  EXPECT_EQ(reason("{"), ": it cannot be read: it stops being JSON at byte 2");
  EXPECT_EQ(reason("[]"), ": it is no object");
  EXPECT_EQ(reason(std::string(Mapping::max_record + 1, ' ')),
            ": it has 262145 bytes; the limit is 262144");
  EXPECT_EQ(reason(std::string(1000, '[')),
            ": it cannot be read: it is nested deeper than the limit of 32");
  EXPECT_EQ(reason(R"({"a": [{"b/c": "1"}], "t": "\u0000"})"),
            "title: its /t is \"" + std::string(1, '\0') +
                "\", which is no text, for it has a NUL in it");
  EXPECT_EQ(reason(R"({"a": [{"b/c": "1"}], "t": ")" + std::string(5000, 'x') + "\"}"),
            "title: its /t is \"" + std::string(80, 'x') +
                "...\", which is 5000 bytes long (limit 4096)");
}

}  // namespace
}  // namespace haat
