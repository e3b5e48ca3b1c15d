module example.com/notes

go 1.25.0

require (
	github.com/gin-gonic/gin v1.12.0
	github.com/glebarez/sqlite v1.11.0
	gorm.io/gorm v1.31.0
)
