include("${CMAKE_CURRENT_LIST_DIR}/HaatTargets.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/HaatAddProvider.cmake")
