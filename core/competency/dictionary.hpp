#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/course/course.hpp"
#include "core/package/limits.hpp"
#include "core/result.hpp"

namespace haat {

// FRAC: roles, activities and competencies; and the Karmayogi Competency Model's areas, themes and
// sub-themes.
enum class TermType {
  position,
  role,
  activity,
  competency,
  knowledge_resource,
  area,
  theme,
  sub_theme
};

// The type that an id's own form tells: PID7, RID42, AID107, CID311, KID9 (no padding),
// COMAREA-000003, COMTHEME-000046, COMSUBTHEME-000243 (six digits). Nothing else is an id.
Result<TermType> term_type(std::string_view id);

struct Term {
  std::string id;
  TermType type;
  Translated name;
  std::string parent;  // id; empty for a root
};

// A versioned list of terms, known by its digest.
class Dictionary {
 public:
  // From JSON. invalid_argument ("dictionary-invalid") names the term and what is wrong with it.
  static Result<Dictionary> parse(std::string_view json, const Limits& limits = {});

  // A small one, made up for demonstrations and tests; not the dictionary of any government.
  static const Dictionary& demonstration();

  const std::string& id() const { return id_; }
  const std::string& version() const { return version_; }
  const std::vector<Term>& terms() const { return terms_; }  // sorted by id
  const Term* find(std::string_view id) const;               // nullptr: unknown

 private:
  std::string id_;
  std::string version_;
  std::vector<Term> terms_;
};

}  // namespace haat
