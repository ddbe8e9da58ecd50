// fill_catalogue DATA COUNT [SEED]: a server's data folder with so many made-up courses in its
// catalogue, put there as decisions do, but without packages; the same for the same seed. Every
// hundredth course has left the catalogue again. Into DATA/words.txt go the words of the texts, the
// commonest first.
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "marketplace-server/places.hpp"
#include "marketplace-server/store/store.hpp"

namespace {

using namespace haat;
using namespace haat::server;

constexpr int words_known = 20'000;
constexpr int at_once = 1'000;

template <class T>
void must(const Result<T>& result) {
  if (result) return;
  std::fprintf(stderr, "%s\n", result.error().message.c_str());
  std::exit(1);
}

class Author {
 public:
  explicit Author(std::uint64_t seed) : random_(seed) {
    const std::array latin{"ba", "re", "ti", "mon", "sa",  "ler",
                           "qu", "in", "do", "fa",  "pre", "sto"};
    const std::array devanagari{"का", "रि", "सं", "मो", "ले", "प्र", "ना", "गी", "वि", "धा", "शु", "टे"};
    for (int i = 0; i < words_known; ++i) {
      words_.push_back(word(latin));
      hindi_.push_back(word(devanagari));
    }
  }

  Course course(int number) {
    Course made;
    made.id = "org.p" + std::to_string(below(300)) + ".c" + std::to_string(number);
    made.version = "1.0.0";
    made.title = {{"en", sentence(words_, 3 + below(4))}};
    if (below(2) == 0) made.title["hi"] = sentence(hindi_, 3 + below(3));
    made.description = {{"en", sentence(words_, 20 + below(30))}};
    const std::array terms{
        "CID1",           "CID2", "COMSUBTHEME-000001", "COMSUBTHEME-000002", "COMSUBTHEME-000003",
        "COMTHEME-000001"};
    for (unsigned i = 0; i <= below(3); ++i)
      made.competencies.push_back({terms[below(terms.size())], static_cast<int>(below(6))});
    made.duration = "PT" + std::to_string(5 + below(600)) + "M";
    const std::array licences{"CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0", "LicenseRef-all-rights"};
    made.licence = licences[below(licences.size())];
    made.provider = "Provider " + std::to_string(below(300));
    return made;
  }

  const char* standard() {
    const std::array standards{"SCORM 1.2", "SCORM 2004 4th Edition", "cmi5"};
    return standards[below(standards.size())];
  }

  const std::vector<std::string>& words() const { return words_; }

 private:
  std::size_t below(std::size_t limit) { return random_() % limit; }

  template <std::size_t n>
  std::string word(const std::array<const char*, n>& syllables) {
    std::string made;
    for (std::size_t i = 0; i < 2 + below(3); ++i) made += syllables[below(n)];
    return made;
  }

  // Words as texts have them: the commonest in a tenth of all places, the rarest hardly ever
  // (Zipf).
  std::string sentence(const std::vector<std::string>& words, std::size_t length) {
    std::string text;
    for (std::size_t i = 0; i < length; ++i) {
      const double share = static_cast<double>(random_() >> 11) * 0x1.0p-53;
      const auto rank = static_cast<std::size_t>(std::pow(words.size(), share)) - 1;
      text += (i == 0 ? "" : " ") + words[rank];
    }
    return text;
  }

  std::mt19937_64 random_;
  std::vector<std::string> words_, hindi_;
};

Submission submission_of(const Course& course, const char* standard, int number, Time at) {
  Submission submission;
  submission.id = "s" + std::to_string(number);
  submission.course = course;
  submission.standard = standard;
  submission.state = State::live;
  submission.submitted_by = "partner";
  submission.submitted_at = at;
  return submission;
}

Release release_of(const Submission& submission) {
  Release release;
  release.submission = submission.id;
  release.course = submission.course;
  release.standard = submission.standard;
  release.digest = std::string(64, '0');
  release.blob = std::string(64, '0');
  release.published_at = submission.submitted_at;
  return release;
}

Result<void> add(Session& session, Author& author, int number, Time at) {
  const Submission submission = submission_of(author.course(number), author.standard(), number, at);
  HAAT_TRY_VOID(session.add_submission(submission));
  HAAT_TRY_VOID(session.publish(release_of(submission)));
  if (number % 100 != 99) return {};
  return session.set_release_state(submission.id, State::retired, "retired", at);
}

}  // namespace

int main(int count, char** words) {
  if (count < 3) {
    std::fprintf(stderr,
                 "fill_catalogue DATA COUNT [SEED]\n"
                 "HAAT_DATABASE says where, if it is not in DATA\n");
    return 2;
  }
  const std::filesystem::path folder = words[1];
  const int courses = std::atoi(words[2]);
  Author author(count > 3 ? std::strtoull(words[3], nullptr, 10) : 1);
  std::filesystem::create_directories(folder);
  auto store = Store::open(database_of(folder, places_of_environment()));
  must(store);
  const Time begin = parse_rfc3339("2026-01-01T00:00:00Z").value();
  for (int first = 0; first < courses; first += at_once)
    must((*store)->change([&](Session& session) -> Result<void> {
      for (int i = first; i < std::min(courses, first + at_once); ++i) {
        HAAT_TRY_VOID(add(session, author, i, begin + std::chrono::seconds(i)));
      }
      return {};
    }));
  std::ofstream list(folder / "words.txt");
  for (const std::string& word : author.words()) list << word << "\n";
  return 0;
}
