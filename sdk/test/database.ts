// Written by `flumen types`: what it says is what the server said.

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

export type Database = {
  public: {
    Tables: {
      authors: {
        Row: {
          id: number
          name: string
          bio: Json
        }
        Insert: {
          name: string
          bio?: Json
        }
        Update: {
          name?: string
          bio?: Json
        }
        Relationships: []
      }
      notes: {
        Row: {
          id: string
          owner: string
          text: string | null
        }
        Insert: {
          id?: string
          owner?: string
          text?: string | null
        }
        Update: {
          id?: string
          owner?: string
          text?: string | null
        }
        Relationships: []
      }
      people: {
        Row: {
          id: number
          name: string | null
          age: number | null
          deleted_at: string | null
        }
        Insert: {
          id: number
          name?: string | null
          age?: number | null
          deleted_at?: string | null
        }
        Update: {
          id?: number
          name?: string | null
          age?: number | null
          deleted_at?: string | null
        }
        Relationships: []
      }
      post_tags: {
        Row: {
          post_id: number
          tag_id: number
        }
        Insert: {
          post_id: number
          tag_id: number
        }
        Update: {
          post_id?: number
          tag_id?: number
        }
        Relationships: [
          {
            foreignKeyName: 'post_tags_post_id_fkey'
            columns: ['post_id']
            isOneToOne: false
            referencedRelation: 'posts'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'post_tags_post_id_fkey'
            columns: ['post_id']
            isOneToOne: false
            referencedRelation: 'recent'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'post_tags_tag_id_fkey'
            columns: ['tag_id']
            isOneToOne: false
            referencedRelation: 'tags'
            referencedColumns: ['id']
          },
        ]
      }
      posts: {
        Row: {
          id: number
          author_id: number | null
          editor_id: number | null
          title: string | null
          body: string | null
          tags: string[]
          data: Json
          price: number | null
          ok: boolean | null
          during: string | null
          created_at: string
        }
        Insert: {
          id?: number
          author_id?: number | null
          editor_id?: number | null
          title?: string | null
          body?: string | null
          tags?: string[]
          data?: Json
          price?: number | null
          ok?: boolean | null
          during?: string | null
          created_at?: string
        }
        Update: {
          id?: number
          author_id?: number | null
          editor_id?: number | null
          title?: string | null
          body?: string | null
          tags?: string[]
          data?: Json
          price?: number | null
          ok?: boolean | null
          during?: string | null
          created_at?: string
        }
        Relationships: [
          {
            foreignKeyName: 'posts_author_id_fkey'
            columns: ['author_id']
            isOneToOne: false
            referencedRelation: 'authors'
            referencedColumns: ['id']
          },
          {
            foreignKeyName: 'posts_editor_id_fkey'
            columns: ['editor_id']
            isOneToOne: false
            referencedRelation: 'authors'
            referencedColumns: ['id']
          },
        ]
      }
      sales: {
        Row: {
          id: number
          cat: string | null
          price: number | null
          at: string | null
        }
        Insert: {
          id: number
          cat?: string | null
          price?: number | null
          at?: string | null
        }
        Update: {
          id?: number
          cat?: string | null
          price?: number | null
          at?: string | null
        }
        Relationships: []
      }
      staff: {
        Row: {
          id: number
          name: string | null
          boss_id: number | null
        }
        Insert: {
          id: number
          name?: string | null
          boss_id?: number | null
        }
        Update: {
          id?: number
          name?: string | null
          boss_id?: number | null
        }
        Relationships: [
          {
            foreignKeyName: 'staff_boss_id_fkey'
            columns: ['boss_id']
            isOneToOne: false
            referencedRelation: 'staff'
            referencedColumns: ['id']
          },
        ]
      }
      tags: {
        Row: {
          id: number
          label: string | null
        }
        Insert: {
          id: number
          label?: string | null
        }
        Update: {
          id?: number
          label?: string | null
        }
        Relationships: []
      }
    }
    Views: {
      recent: {
        Row: {
          id: number | null
          author_id: number | null
          title: string | null
        }
        Insert: never
        Update: never
        Relationships: [
          {
            foreignKeyName: 'posts_author_id_fkey'
            columns: ['author_id']
            isOneToOne: false
            referencedRelation: 'authors'
            referencedColumns: ['id']
          },
        ]
      }
    }
  }
}
