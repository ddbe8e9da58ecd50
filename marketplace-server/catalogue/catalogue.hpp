#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <vector>

#include "marketplace-server/catalogue/facet_index.hpp"
#include "marketplace-server/catalogue/vocabulary.hpp"
#include "marketplace-server/store/session.hpp"

namespace haat::server {

struct CourseQuery {
  std::string text;
  FacetFilters filters;
  std::optional<Sort> sort;  // by relevance, where there is a text; else the newest first
  bool counts = false;
  std::string cursor;
  int limit = 50;
};

struct CoursePage {
  Page<ListedRelease> releases;
  std::optional<std::string> corrected;  // the text that was answered instead
  std::int64_t total = 0;                // this and the next with counts only
  std::map<Facet, std::vector<FacetCount>> facets;
};

struct Suggestion {
  enum class Kind { course, competency };
  Kind kind{};
  std::string id;
  std::string text;
};

// The live courses as the public finds them: texts by SQLite's FTS5, facets in memory. Any thread.
class Catalogue {
 public:
  // The dictionary must live as long as this.
  explicit Catalogue(const Dictionary& dictionary);

  struct State {
    std::int64_t change = 0;  // the number of the last
    std::optional<Time> at;   // of it; nothing, before there was one
  };
  // Takes in what has changed: what answers from now on hold at least. Whoever saw a change happen
  // sees it in the next answer.
  Result<State> follow(Session& session);

  // Cursors hold while courses come and go: none is shown twice, and none is left out that was
  // there all the time. invalid_argument ("cursor-invalid", "query-too-long")
  Result<CoursePage> search(Session& session, const CourseQuery& query);

  // What a text that is being typed may become, titles and competencies that courses teach.
  Result<std::vector<Suggestion>> suggest(Session& session, const std::string& text);

  const Dictionary& dictionary() const { return dictionary_; }
  std::vector<FacetCount> values(Facet facet) const;  // that live courses have

 private:
  struct Name {
    const Term* term;
    std::string text;
    std::vector<std::string> words;  // folded
  };

  Result<std::optional<std::string>> correct(Session& session,
                                             const std::vector<std::string>& parts);
  void suggest_terms(const std::vector<std::string>& words,
                     std::vector<Suggestion>& suggestions) const;
  Result<std::shared_ptr<const Vocabulary>> vocabulary(Session& session);

  const Dictionary& dictionary_;
  std::vector<Name> names_;  // of the dictionary's terms, in all languages
  mutable std::shared_mutex lock_;
  FacetIndex facets_;
  State followed_{-1, std::nullopt};  // nothing was read yet
  std::mutex vocabulary_lock_;
  std::shared_ptr<const Vocabulary> vocabulary_;
  std::int64_t vocabulary_change_ = -1;
};

}  // namespace haat::server
