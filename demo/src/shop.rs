//! The bookshop itself: its shelf and its order book.

use crate::book::{Book, BookDetails};
use crate::failure::Failure;
use crate::order::{Order, OrderRequest};
use parking_lot::{Mutex, MutexGuard};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The shop as all requests share it.
#[derive(Clone, Default)]
pub(crate) struct Shop(Arc<Mutex<Shelf>>);

impl Shop {
    /// A shop with its opening stock.
    pub(crate) fn with_stock() -> Self {
        let shop = Self::default();
        for details in opening_stock() {
            shop.open().add_book(details);
        }
        shop
    }

    /// Exclusive access to the shelf, for one request.
    pub(crate) fn open(&self) -> MutexGuard<'_, Shelf> {
        self.0.lock()
    }
}

/// Books and orders by id. Ids are never used twice.
#[derive(Default)]
pub(crate) struct Shelf {
    books: BTreeMap<u64, Book>,
    orders: BTreeMap<u64, Order>,
    last_book: u64,
    last_order: u64,
}

impl Shelf {
    /// The books in order of their ids, of one genre where it is given.
    pub(crate) fn books(&self, genre: Option<&str>) -> Vec<Book> {
        self.books
            .values()
            .filter(|book| genre.is_none_or(|genre| book.details.genre == genre))
            .cloned()
            .collect()
    }

    /// The book of this id, or a 404.
    pub(crate) fn book(&self, id: u64) -> Result<&Book, Failure> {
        self.books
            .get(&id)
            .ok_or_else(|| Failure::not_found(format!("no book {id}")))
    }

    /// Puts a new book on the shelf.
    pub(crate) fn add_book(&mut self, details: BookDetails) -> Book {
        self.last_book += 1;
        let id = self.last_book;
        let book = Book { id, details };
        self.books.insert(id, book.clone());
        book
    }

    /// Takes the ordered copies off the shelf; all of them or, with a 400 or 409, none.
    pub(crate) fn place_order(&mut self, request: OrderRequest) -> Result<Order, Failure> {
        if request.lines.is_empty() {
            return Err(Failure::bad_request("an order needs at least one line"));
        }
        let total_cents = self.price(&request)?;
        for line in &request.lines {
            if let Some(book) = self.books.get_mut(&line.book_id) {
                book.details.stock = book.details.stock.saturating_sub(line.quantity);
            }
        }
        self.last_order += 1;
        let id = self.last_order;
        let order = Order {
            id,
            total_cents,
            request,
        };
        self.orders.insert(id, order.clone());
        Ok(order)
    }

    /// The price in cents of an order that can be delivered.
    fn price(&self, request: &OrderRequest) -> Result<u64, Failure> {
        let mut wanted = BTreeMap::<u64, u64>::new();
        for line in &request.lines {
            if line.quantity == 0 {
                return Err(Failure::bad_request("quantity is 0"));
            }
            let copies = wanted.entry(line.book_id).or_default();
            *copies = copies.saturating_add(line.quantity);
        }
        let mut total = 0_u64;
        for (id, copies) in wanted {
            let Some(book) = self.books.get(&id) else {
                return Err(Failure::bad_request(format!("no book {id} to order")));
            };
            let (stock, price) = (book.details.stock, book.details.price_cents);
            if copies > stock {
                let message = format!("book {id}: {copies} ordered, {stock} in stock");
                return Err(Failure::conflict(message));
            }
            total = total.saturating_add(copies.saturating_mul(price));
        }
        Ok(total)
    }

    /// The order of this id, or a 404.
    pub(crate) fn order(&self, id: u64) -> Result<&Order, Failure> {
        self.orders
            .get(&id)
            .ok_or_else(|| Failure::not_found(format!("no order {id}")))
    }

    /// Forgets the order and puts its books back, or gives a 404.
    pub(crate) fn cancel_order(&mut self, id: u64) -> Result<(), Failure> {
        let Some(order) = self.orders.remove(&id) else {
            return Err(Failure::not_found(format!("no order {id}")));
        };
        for line in order.request.lines {
            if let Some(book) = self.books.get_mut(&line.book_id) {
                book.details.stock = book.details.stock.saturating_add(line.quantity);
            }
        }
        Ok(())
    }
}

fn opening_stock() -> impl Iterator<Item = BookDetails> {
    let stock = [
        (
            "The Time Machine",
            "H. G. Wells",
            "science-fiction",
            1895,
            799,
            12,
        ),
        (
            "Frankenstein",
            "Mary Shelley",
            "science-fiction",
            1818,
            899,
            7,
        ),
        (
            "A Study in Scarlet",
            "Arthur Conan Doyle",
            "crime",
            1887,
            749,
            9,
        ),
        ("The Moonstone", "Wilkie Collins", "crime", 1868, 1199, 3),
        ("Pride and Prejudice", "Jane Austen", "novel", 1813, 999, 15),
        ("Middlemarch", "George Eliot", "novel", 1871, 1499, 2),
        (
            "On the Origin of Species",
            "Charles Darwin",
            "science",
            1859,
            1699,
            4,
        ),
        (
            "Treasure Island",
            "Robert Louis Stevenson",
            "adventure",
            1883,
            849,
            0,
        ),
    ];
    stock.into_iter().map(
        |(title, author, genre, year, price_cents, stock)| BookDetails {
            title: title.to_owned(),
            author: author.to_owned(),
            genre: genre.to_owned(),
            year,
            price_cents,
            stock,
        },
    )
}
