#include "tests/api/shelf.hpp"
#include "tests/api/database.hpp"

#include <stdexcept>

namespace haat::test {
namespace {

using namespace server;

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  return *std::move(result);
}
void must(const Result<void>& result) {
  if (!result) throw std::runtime_error(result.error().message);
}

}  // namespace

Shelf::Shelf()
    : store_(must(Store::open(database_of(scratch_.path())))),
      now_(must(parse_rfc3339("2026-01-01T00:00:00Z"))) {}

void Shelf::publish(const Course& course, const std::string& standard) {
  now_ += std::chrono::minutes(1);
  Submission submission;
  submission.id = std::to_string(++releases_);
  submission.course = course;
  submission.course.version = std::to_string(releases_) + ".0.0";
  submission.standard = standard;
  submission.state = State::live;
  submission.submitted_by = "asha";
  submission.submitted_at = now_;
  Release release;
  release.submission = submission.id;
  release.course = submission.course;
  release.standard = standard;
  release.published_at = now_;
  must(store_->change([&](Session& session) -> Result<void> {
    HAAT_TRY_VOID(session.add_submission(submission));
    HAAT_TRY(const auto served, session.find_served(course.id));
    if (served)
      HAAT_TRY_VOID(
          session.set_release_state(served->submission, State::superseded, "superseded", now_));
    return session.publish(release);
  }));
}

void Shelf::leave(const std::string& course, const std::string& kind) {
  now_ += std::chrono::minutes(1);
  must(store_->change([&](Session& session) -> Result<void> {
    HAAT_TRY(const auto served, session.find_served(course));
    if (!served) return {};
    return session.set_release_state(served->submission, State::retired, kind, now_);
  }));
}

CoursePage Shelf::search(const CourseQuery& query) {
  return must(store_->view([&](Session& session) { return catalogue_.search(session, query); }));
}

std::vector<std::string> Shelf::ids(const CourseQuery& query) {
  std::vector<std::string> ids;
  const CoursePage page = search(query);
  for (const ListedRelease& listed : page.releases.items) ids.push_back(listed.release.course.id);
  return ids;
}

std::vector<std::string> Shelf::ids(const std::string& text) {
  CourseQuery query;
  query.text = text;
  return ids(query);
}

std::string Shelf::error(const CourseQuery& query) {
  const auto page =
      store_->view([&](Session& session) { return catalogue_.search(session, query); });
  return page ? "" : page.error().id;
}

Course course(const std::string& id, const Translated& title, const std::string& description) {
  Course course;
  course.id = id;
  course.version = "1.0.0";
  course.title = title;
  if (!description.empty()) course.description = {{"en", description}};
  return course;
}

}  // namespace haat::test
