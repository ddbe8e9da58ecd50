#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

#include "marketplace-server/store/search_text.hpp"
#include "marketplace-server/store/sqlite/sqlite_database.hpp"
#include "marketplace-server/store/text_index.hpp"
#include "tests/api/database.hpp"
#include "tests/unit/scratch.hpp"

namespace haat::test {
namespace {

using namespace server;

class SameAsSqlite : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(on_postgresql());
    for (const auto& database : {sqlite.get(), postgresql.get()}) {
      const auto migrated = database->migrate();
      ASSERT_TRUE(migrated) << migrated.error().message;
    }
  }

  Scratch scratch;
  std::unique_ptr<Database> sqlite = SqliteDatabase::open(scratch / "haat.sqlite").value();
  std::unique_ptr<Database> postgresql = open_database(scratch.path());
};

using Columns = std::map<std::string, std::set<std::string>>;

Columns columns_of(Database& database, const char* sql) {
  Columns columns;
  const auto rows =
      database.all(sql, [](const Row& row) { return std::pair(row.text(0), row.text(1)); });
  for (const auto& [table, column] : rows.value()) columns[table].insert(column);
  return columns;
}

TEST_F(SameAsSqlite, TablesAndColumns) {
  const Columns of_sqlite = columns_of(
      *sqlite,
      "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c "
      "WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE "
      "'catalogue_text%' AND m.name <> 'catalogue_words'");
  const Columns of_postgresql = columns_of(
      *postgresql,
      "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = "
      "current_schema() AND table_name NOT IN ('catalogue_text', 'form')");
  EXPECT_EQ(of_sqlite, of_postgresql);
  EXPECT_GT(of_sqlite.size(), 20u);
}

// Words of five scripts, some of which begin others, in all columns, and whatever people ask.
TEST_F(SameAsSqlite, AnswersAndRanksOfTheTextIndex) {
  const std::vector<std::string> words{
      "fire",    "firefighting", "first",     "aid",  "first-aid", "a",
      "safety",  "2024",         "20",        "खरीद", "खरीदारी",   "खरा",
      "हिन्दी",   "नीति",         "பாதுகாப்பு", "பாது", "নিরাপত্তা",  "ডিজিটাল",
      "ഡിജിറ്റൽ", "سلامتی",       "it's",      "o\\k", "don't",     "COMTHEME-000012",
      "c++",     "x\"y",         "e-mail"};
  std::mt19937 random(20261128);
  const auto some = [&](int most) {
    std::string text;
    const int count = std::uniform_int_distribution(0, most)(random);
    for (int i = 0; i < count; ++i)
      text += words[std::uniform_int_distribution<std::size_t>(0, words.size() - 1)(random)] + " ";
    return text;
  };
  TextIndex *const ours = &sqlite->text_index(), *const theirs = &postgresql->text_index();
  for (int release = 1; release <= 300; ++release) {
    const IndexedText text{search_text(some(6)), search_text(some(2)), search_text(some(3)),
                           search_text(some(2)), search_text(some(40))};
    ASSERT_TRUE(ours->put(release, text));
    const auto put = theirs->put(release, text);
    ASSERT_TRUE(put) << put.error().message;
  }
  for (int release = 7; release < 300; release += 50) {
    ASSERT_TRUE(ours->drop(release));
    ASSERT_TRUE(theirs->drop(release));
  }
  std::size_t found = 0;
  for (int question = 0; question < 400; ++question) {
    std::vector<std::string> parts;
    const int count = std::uniform_int_distribution(1, 3)(random);
    for (int i = 0; i < count; ++i) {
      std::string part = search_text(
          words[std::uniform_int_distribution<std::size_t>(0, words.size() - 1)(random)]);
      // What people have typed so far.
      const auto characters = code_points(part).size();
      if (characters > 3 && question % 3 == 0) {
        std::size_t end = part.size() / 2;
        while ((static_cast<unsigned char>(part[end]) & 0xc0) == 0x80) ++end;
        part.resize(end);
      }
      if (!search_words(part).empty()) parts.push_back(part);
    }
    if (parts.empty()) continue;
    std::string asked;
    for (const std::string& part : parts) asked += part + " | ";
    for (const bool ranked : {true, false}) {
      const auto of_sqlite = ours->matches(parts, ranked);
      const auto of_postgresql = theirs->matches(parts, ranked);
      ASSERT_TRUE(of_postgresql) << asked << of_postgresql.error().message;
      const auto pairs = [](const std::vector<TextMatch>& matches) {
        std::vector<std::pair<std::int64_t, std::int64_t>> list;
        for (const TextMatch& match : matches) list.emplace_back(match.number, match.rank);
        return list;
      };
      EXPECT_EQ(pairs(*of_sqlite), pairs(*of_postgresql)) << asked;
      found += of_sqlite->size();
    }
    std::vector<std::string> single;
    for (const std::string& part : parts)
      for (const std::string& word : search_words(part)) single.push_back(word);
    EXPECT_EQ(ours->title_matches(single, 20).value(), theirs->title_matches(single, 20).value())
        << asked;
  }
  EXPECT_GT(found, 1000u);
  const auto counted = [](TextIndex& index) {
    std::map<std::string, std::int64_t> counts;
    const auto indexed = index.words();
    for (const IndexedWord& word : *indexed) counts[word.word] = word.releases;
    return counts;
  };
  EXPECT_EQ(counted(*ours), counted(*theirs));
}

// Who waited in vain for the other's change can make one later.
TEST_F(SameAsSqlite, AWaitInVainLeavesNothingBegun) {
  const auto other = open_database(scratch.path());
  ASSERT_TRUE(postgresql->begin());
  const auto waited = other->begin();
  ASSERT_FALSE(waited);
  EXPECT_EQ(waited.error().id, "database-unavailable") << waited.error().message;
  postgresql->rollback();
  const auto later = other->begin();
  EXPECT_TRUE(later) << later.error().message;
  other->rollback();
}

// What only one of them would take says so, and does no harm.
TEST_F(SameAsSqlite, TextsThatNoDatabaseKeeps) {
  const auto with_nul =
      postgresql->run("INSERT INTO submission_states VALUES(?)", std::string("a\0b", 3));
  EXPECT_EQ(with_nul.error().id, "text-has-nul");
  const auto broken = postgresql->run("INSERT INTO submission_states VALUES(?)", "\xff");
  EXPECT_EQ(broken.error().id, "text-invalid");
}

}  // namespace
}  // namespace haat::test
