// Notes is a small service that keeps notes in a SQLite file.
package main

import (
	"log"
	"net/http"
	"os"
	"time"

	"github.com/gin-gonic/gin"
	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
)

type Note struct {
	ID      uint      `json:"id"`
	Text    string    `json:"text"`
	Created time.Time `json:"created"`
}

func main() {
	file, err := os.OpenFile("/app/notes.log", os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		log.Fatal(err)
	}
	log.SetOutput(file)

	zone, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		log.Fatal(err)
	}

	db, err := gorm.Open(sqlite.Open("notes.db"), &gorm.Config{})
	if err != nil {
		log.Fatal(err)
	}
	if err := db.AutoMigrate(&Note{}); err != nil {
		log.Fatal(err)
	}

	r := gin.Default()
	r.GET("/healthz", func(c *gin.Context) { c.Status(http.StatusOK) })
	r.GET("/notes", func(c *gin.Context) {
		var notes []Note
		db.Find(&notes)
		c.JSON(http.StatusOK, notes)
	})
	r.POST("/notes", func(c *gin.Context) {
		note := Note{Created: time.Now().In(zone)}
		if err := c.BindJSON(&note); err != nil {
			return
		}
		db.Create(&note)
		c.JSON(http.StatusCreated, note)
	})
	r.Run("127.0.0.1:8080")
}
