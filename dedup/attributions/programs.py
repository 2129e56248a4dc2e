"""Programs: the titles of shows whose house is known, as text.

One house a line, then its programs. What was said on one was said to the house.
"""

from __future__ import annotations

PROGRAMS = """
ABC News | Good Morning America | World News Tonight | Nightline | Jimmy Kimmel Live
ABC News | This Week with George Stephanopoulos | The View with Whoopi Goldberg
BBC | Newsnight | Today programme | Radio 4's Today | Andrew Marr Show | HARDtalk | Woman's Hour
BBC | World at One | Sunday with Laura Kuenssberg
CBS News | Face the Nation | 60 Minutes | CBS This Morning | CBS Evening News | CBS Mornings
CBS News | The Late Show with Stephen Colbert | Late Show with Stephen Colbert
CNBC | Squawk Box | Mad Money | Power Lunch
CNN | Anderson Cooper 360 | The Situation Room | Reliable Sources | The Lead with Jake Tapper
CNN | Erin Burnett OutFront | Cuomo Prime Time | Inside Politics | Fareed Zakaria GPS
Fox News | Fox & Friends | Fox and Friends | Fox News Sunday | Tucker Carlson Tonight
Fox News | America's Newsroom | The Ingraham Angle | The O'Reilly Factor | Sunday Morning Futures
Fox News | Special Report with Bret Baier | On the Record with Greta Van Susteren
Fox News | Your World with Neil Cavuto | The Story with Martha MacCallum
Fox Business | Mornings with Maria
ITV News | Good Morning Britain
MSNBC | Morning Joe | The Rachel Maddow Show | Meet the Press Daily | Andrea Mitchell Reports
MSNBC | All In with Chris Hayes | Deadline: White House | The Last Word with Lawrence O'Donnell
NBC News | Meet the Press | Meet The Press | NBC Nightly News | Today show
NPR | Morning Edition | All Things Considered | Fresh Air | Weekend Edition
PBS | NewsHour | Frontline | Washington Week
Sky News | Sophy Ridge on Sunday
Tagesschau | Anne Will | Bericht aus Berlin | Hart aber fair | Tagesthemen | Maischberger
ZDF | Maybrit Illner | heute journal | heute-journal | Markus Lanz | Morgenmagazin
La Sexta | El Intermedio | Al Rojo Vivo
Antena 3 | El Hormiguero | Espejo Público
Cadena SER | Hoy por Hoy
COPE | Herrera en COPE
Onda Cero | Más de Uno
France Télévisions | Télématin
"""
"""Titles that are other words as well are below."""

IN_QUOTES = """
ABC News | This Week | The View | 20/20
BBC | Panorama | Question Time | Today
CBS News | 48 Hours | Sunday Morning
CNN | State of the Union | New Day | OutFront | Inside Politics
Fox News | Hannity | Special Report | The Five | Outnumbered | On the Record | Your World
MSNBC | Hardball | The Beat | All In | The Last Word
NBC News | Today | Dateline
"""
"""Titles that are a program's only in quote marks: "told “Today” that"; the last house counts."""
