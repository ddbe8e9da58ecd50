#pragma once

#include <string>
#include <vector>

#include "core/course/course.hpp"
#include "marketplace-server/catalogue/catalogue.hpp"
#include "marketplace-server/store/store.hpp"
#include "tests/unit/scratch.hpp"

namespace haat::test {

// A store of its own with releases in it, put there as a decision does, without packages: for what
// asks many questions of many courses.
class Shelf {
 public:
  Shelf();

  // A release of the course, in place of the live one. The clock is one minute later each time.
  void publish(const Course& course, const std::string& standard = "SCORM 1.2");
  void leave(const std::string& course, const std::string& kind);

  server::CoursePage search(const server::CourseQuery& query);
  std::vector<std::string> ids(const server::CourseQuery& query);  // of the courses on the page
  std::vector<std::string> ids(const std::string& text);
  std::string error(const server::CourseQuery& query);  // the id of the error; empty: none

  server::Store& store() { return *store_; }
  server::Catalogue& catalogue() { return catalogue_; }

 private:
  Scratch scratch_;
  std::unique_ptr<server::Store> store_;
  server::Catalogue catalogue_{Dictionary::demonstration()};
  Time now_{};
  int releases_ = 0;
};

Course course(const std::string& id, const Translated& title, const std::string& description = "");

}  // namespace haat::test
