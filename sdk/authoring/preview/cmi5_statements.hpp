#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/json/json.hpp"  // include this file from .cpp files only

namespace haat {

// The statements of an LRS, in memory, and bounded.
class Cmi5Statements {
 public:
  bool have_room(std::size_t statements, std::size_t bytes) const;
  void keep(Json statement, const std::string& now);

  // {"sent": as it came, "stored": as it is given out}; nullptr: there is none.
  const Json* find(const std::string& id) const;

  // xAPI's StatementResult for `verb`, `activity`, `ascending` and `limit` of a query.
  Json list(const std::map<std::string, std::string>& query) const;

  void clear();

 private:
  std::vector<Json> all_;
  std::map<std::string, std::size_t> places_;  // id -> place in them
  std::size_t bytes_ = 0;
};

}  // namespace haat
