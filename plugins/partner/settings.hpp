#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace partner {

// The operator's settings for one provider, which the host has judged by the provider's schema.
// What a schema cannot say, or a host did not judge, throws HAAT_FAULT_SETTINGS with a sentence
// that names the setting.
class Settings {
 public:
  explicit Settings(std::string_view json);
  ~Settings();

  // An absolute address of http or https, without a query and without a slash at its end.
  // `example` goes into the sentence.
  std::string url(const char* name, const char* example) const;
  // One line.
  std::string text(const char* name) const;

  bool has(const char* name) const;
  // `otherwise` where there is none.
  std::string text_or(const char* name, const std::string& otherwise) const;
  bool flag(const char* name) const;  // false where there is none
  long number_or(const char* name, long otherwise) const;
  std::vector<std::string> texts_or(const char* name, std::vector<std::string> otherwise) const;

 private:
  struct Object;
  std::unique_ptr<Object> object_;
};

}  // namespace partner
