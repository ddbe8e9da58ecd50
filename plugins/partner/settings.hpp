#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace partner {

// The operator's settings for one provider. Whatever is wrong with them throws HAAT_FAULT_SETTINGS
// with a sentence that names the setting.
class Settings {
 public:
  // `known`: the names of all settings that there are; another one is refused, since it is a
  // misspelt one.
  Settings(std::string_view json, std::initializer_list<std::string_view> known);
  ~Settings();

  // An absolute address of http or https, without a query and without a slash at its end.
  // `example` goes into the sentence.
  std::string url(const char* name, const char* example) const;
  // One line that is not empty.
  std::string text(const char* name, const char* meaning) const;

  bool has(const char* name) const;
  // `otherwise` where there is none.
  std::string text_or(const char* name, const std::string& otherwise) const;
  long number_or(const char* name, long otherwise, long least, long most) const;
  std::vector<std::string> texts_or(const char* name, std::vector<std::string> otherwise) const;

 private:
  struct Object;
  std::unique_ptr<Object> object_;
};

}  // namespace partner
