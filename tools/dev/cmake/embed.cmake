# haat_embed(TARGET NAMESPACE_FUNCTION ROOT file...)
#
# Links files into TARGET, so that the programs need no data folder beside them. The files, named
# relative to ROOT, come out of `haat::FUNCTION()`, a std::span<const haat::EmbeddedFile> in the order given
# (core/embedded.hpp). The bytes are included by the assembler; nothing is encoded and no compiler reads them.
function(haat_embed target function root)
  set(dir "${CMAKE_CURRENT_BINARY_DIR}/embedded")
  set(assembly "    .section .rodata\n")
  set(externs "")
  set(rows "")
  set(paths "")
  set(index 0)
  foreach(file IN LISTS ARGN)
    set(symbol "haat_${function}_${index}")
    string(APPEND assembly
      "    .global ${symbol}\n    .global ${symbol}_end\n    .balign 16\n${symbol}:\n    .incbin \"${root}/${file}\"\n${symbol}_end:\n    .byte 0\n")
    string(APPEND externs "extern const char ${symbol}[];\nextern const char ${symbol}_end[];\n")
    string(APPEND rows "    {\"${file}\", ${symbol}, ${symbol}_end},\n")
    list(APPEND paths "${root}/${file}")
    math(EXPR index "${index} + 1")
  endforeach()
  string(APPEND assembly "    .section .note.GNU-stack,\"\",@progbits\n")
  file(CONFIGURE OUTPUT "${dir}/${function}.S" CONTENT "${assembly}" @ONLY)
  file(CONFIGURE OUTPUT "${dir}/${function}.cpp" CONTENT
"#include \"core/embedded.hpp\"

extern \"C\" {
${externs}}

namespace haat {
namespace {
const EmbeddedFile files[] = {
${rows}};
}  // namespace

std::span<const EmbeddedFile> ${function}() { return files; }
}  // namespace haat
" @ONLY)
  set_source_files_properties("${dir}/${function}.S" PROPERTIES OBJECT_DEPENDS "${paths}")
  target_sources(${target} PRIVATE "${dir}/${function}.S" "${dir}/${function}.cpp")
endfunction()
