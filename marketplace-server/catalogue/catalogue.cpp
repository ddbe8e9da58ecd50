#include "marketplace-server/catalogue/catalogue.hpp"

#include <algorithm>
#include <set>
#include <sstream>

#include "marketplace-server/catalogue/cursor.hpp"
#include "marketplace-server/store/search_text.hpp"

namespace haat::server {
namespace {

constexpr std::size_t longest_text = 500;  // bytes
constexpr std::size_t most_words = 16;
constexpr int most_slips = 4;  // words of one text that are looked up for what was meant
constexpr std::size_t most_courses = 8, most_terms = 5;  // suggestions

// Cut at blanks, so that FTS5 takes first-aid or an id for words that stand together; what has no
// letter in it asks for nothing.
std::vector<std::string> parts_of(const std::string& folded) {
  std::istringstream blanks(folded);
  std::vector<std::string> parts;
  for (std::string part; blanks >> part;)
    if (!search_words(part).empty()) parts.push_back(part);
  return parts;
}

Result<std::vector<std::string>> judged_parts(const std::string& text) {
  auto parts =
      text.size() > longest_text ? std::vector<std::string>() : parts_of(search_text(text));
  if (text.size() > longest_text || parts.size() > most_words)
    return fail(Errc::invalid_argument, "query-too-long",
                "a search takes at most " + std::to_string(most_words) + " words in " +
                    std::to_string(longest_text) + " bytes");
  return parts;
}

bool begins_a_word(const std::vector<std::string>& words, const std::string& beginning) {
  return std::any_of(words.begin(), words.end(),
                     [&](const std::string& word) { return word.starts_with(beginning); });
}

bool answers(const std::vector<std::string>& words, const std::vector<std::string>& asked) {
  return std::all_of(asked.begin(), asked.end(),
                     [&](const std::string& each) { return begins_a_word(words, each); });
}

// The title in which the words were found; in English, if they are spread over several.
std::string matching_title(const Translated& titles, const std::vector<std::string>& asked) {
  for (const auto& [language, title] : titles)
    if (answers(search_words(search_text(title)), asked)) return title;
  return std::string(in_language(titles, "en"));
}

}  // namespace

Catalogue::Catalogue(const Dictionary& dictionary) : dictionary_(dictionary), facets_(dictionary) {
  for (const Term& term : dictionary.terms())
    for (const auto& [language, name] : term.name)
      names_.push_back({&term, name, search_words(search_text(name))});
}

Result<Catalogue::State> Catalogue::follow(Session& session) {
  HAAT_TRY(const std::int64_t last, session.last_change());
  {
    const std::shared_lock reading(lock_);
    if (followed_.change >= last) return followed_;
  }
  const std::unique_lock writing(lock_);
  if (followed_.change < 0) {
    HAAT_TRY(const auto entries, session.catalogue_entries());
    for (const CatalogueEntry& entry : entries) facets_.put(entry);
    HAAT_TRY(const auto newest, session.changes(last - 1, 1));
    followed_ = {last, newest.empty() ? std::nullopt : std::optional(newest.front().at)};
  }
  constexpr int at_once = 1000;
  while (followed_.change < last) {
    HAAT_TRY(const auto changes, session.changes(followed_.change, at_once));
    if (changes.empty()) break;
    for (const CatalogueChange& change : changes) {
      HAAT_TRY(const auto entry, session.catalogue_entry(change.release));
      if (entry)
        facets_.put(*entry);
      else
        facets_.remove(change.release);
    }
    followed_ = {changes.back().number, changes.back().at};
  }
  return followed_;
}

Result<CoursePage> Catalogue::search(Session& session, const CourseQuery& query) {
  HAAT_TRY(const auto parts, judged_parts(query.text));
  HAAT_TRY_VOID(follow(session).map([](const State&) {}));
  FacetIndex::Question question;
  question.filters = query.filters;
  question.sort = query.sort.value_or(parts.empty() ? Sort::newest : Sort::relevance);
  question.limit = query.limit;
  question.counts = query.counts;

  CoursePage page;
  if (!query.cursor.empty()) {
    HAAT_TRY(const CourseCursor cursor, parse_course_cursor(query.cursor, question.sort));
    question.after = cursor.place;
    page.corrected = cursor.corrected;
  }
  std::vector<TextMatch> matches;
  if (!parts.empty()) {
    const bool ranked = question.sort == Sort::relevance;
    if (page.corrected) {
      HAAT_TRY(const auto corrected, judged_parts(*page.corrected));
      HAAT_TRY(matches, session.text_matches(corrected, ranked));
    } else {
      HAAT_TRY(matches, session.text_matches(parts, ranked));
      if (matches.empty()) {
        HAAT_TRY(page.corrected, correct(session, parts));
        if (page.corrected) {
          HAAT_TRY(matches, session.text_matches(parts_of(*page.corrected), ranked));
        }
      }
    }
    question.matches = &matches;
  }
  const auto answer = [&] {
    const std::shared_lock reading(lock_);
    return facets_.ask(question);
  }();
  for (const Place& place : answer.places) {
    HAAT_TRY(auto release, session.find_release(place.number));
    if (!release) continue;
    HAAT_TRY(const ReleaseAges ages, session.ages(release->submission));
    page.releases.items.push_back({std::move(*release), ages});
  }
  if (answer.more)
    page.releases.next = to_text({question.sort, answer.places.back(), page.corrected});
  page.total = answer.total;
  page.facets = answer.facets;
  return page;
}

Result<std::shared_ptr<const Vocabulary>> Catalogue::vocabulary(Session& session) {
  HAAT_TRY(const std::int64_t last, session.last_change());
  const std::lock_guard guard(vocabulary_lock_);
  if (!vocabulary_ || vocabulary_change_ != last) {
    HAAT_TRY(const auto words, session.indexed_words());
    vocabulary_ = std::make_shared<const Vocabulary>(words);
    vocabulary_change_ = last;
  }
  return vocabulary_;
}

Result<std::optional<std::string>> Catalogue::correct(Session& session,
                                                      const std::vector<std::string>& parts) {
  HAAT_TRY(const auto known, vocabulary(session));
  std::string text;
  int slips = 0;
  for (const std::string& part : parts)
    for (std::string word : search_words(part)) {
      if (!known->has(word)) {
        auto meant = ++slips > most_slips ? std::nullopt : known->nearest(word);
        if (!meant) return std::nullopt;
        word = std::move(*meant);
      }
      text += (text.empty() ? "" : " ") + word;
    }
  if (slips == 0) return std::nullopt;
  return text;
}

Result<std::vector<Suggestion>> Catalogue::suggest(Session& session, const std::string& text) {
  HAAT_TRY(const auto parts, judged_parts(text));
  std::vector<std::string> words;
  for (const std::string& part : parts)
    for (std::string& word : search_words(part)) words.push_back(std::move(word));
  std::vector<Suggestion> suggestions;
  // A single letter begins too much to be worth the work.
  if (words.empty() || (words.size() == 1 && code_points(words[0]).size() < 2)) return suggestions;
  HAAT_TRY_VOID(follow(session).map([](const State&) {}));
  HAAT_TRY(const auto numbers, session.title_matches(words, static_cast<int>(3 * most_courses)));
  std::set<std::string> seen;
  for (const std::int64_t number : numbers) {
    HAAT_TRY(const auto release, session.find_release(number));
    if (!release || suggestions.size() == most_courses) break;
    std::string title = matching_title(release->course.title, words);
    if (seen.insert(title).second)
      suggestions.push_back({Suggestion::Kind::course, release->course.id, std::move(title)});
  }
  suggest_terms(words, suggestions);
  return suggestions;
}

void Catalogue::suggest_terms(const std::vector<std::string>& words,
                              std::vector<Suggestion>& suggestions) const {
  const std::shared_lock reading(lock_);
  std::size_t terms = 0;
  for (const Name& name : names_) {
    if (!answers(name.words, words)) continue;
    if (facets_.courses({facet_of(name.term->type), name.term->id}) == 0) continue;
    suggestions.push_back({Suggestion::Kind::competency, name.term->id, name.text});
    if (++terms == most_terms) return;
  }
}

std::vector<FacetCount> Catalogue::values(Facet facet) const {
  const std::shared_lock reading(lock_);
  return facets_.values(facet);
}

}  // namespace haat::server
