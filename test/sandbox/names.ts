/** Common Swedish names, to be combined at random: nobody in particular. */

export const WOMEN = [
	'Anna Eva Maria Karin Sara Lena Emma Kerstin Ingrid Åsa Malin Jenny Hanna Linda Elin Ulrika',
	'Annika Johanna Sofia Ida Julia Märta Ebba Alva Wilma Signe Agnes Ellen Klara Freja Stina Britt',
	'Gunilla Helena Camilla Susanne Therese Frida Moa Tuva Saga Lovisa Linnéa Astrid Maj-Britt',
	'Ann-Sofie Ylva Ronja Petra Veronica Marianne Birgitta Cecilia Josefin Nora Siri',
].flatMap((line) => line.split(' '));

export const MEN = [
	'Erik Lars Karl Anders Johan Per Nils Mikael Jan Hans Peter Olof Gunnar Sven Fredrik Daniel',
	'Magnus Björn Åke Göran Mattias Jonas Oskar Gustav Axel Viktor Emil Simon Filip Hugo Elias',
	'Liam Ludvig Sixten Algot Birger Henrik Martin Tobias Niklas Rasmus Anton Albin Melker Vidar',
	'Stig Rune Bengt Håkan Torbjörn Jörgen Per-Olof Carl-Johan Örjan Sören Östen Kjell Ulf Leif Tage',
].flatMap((line) => line.split(' '));

export const SURNAMES = [
	'Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Persson Svensson Gustafsson',
	'Pettersson Jonsson Jansson Hansson Bengtsson Jönsson Lindberg Jakobsson Magnusson Olofsson',
	'Lindström Lindqvist Lindgren Berg Axelsson Bergström Lundberg Lind Lundgren Lundqvist Mattsson',
	'Berglund Fredriksson Sandberg Henriksson Forsberg Sjöberg Wallin Engström Eklund Danielsson',
	'Lundin Håkansson Björk Bergman Gunnarsson Holm Wikström Samuelsson Isaksson Fransson Bergqvist',
	'Nyström Holmberg Arvidsson Löfgren Söderberg Nyberg Blomqvist Claesson Nordström Mårtensson',
	'Lundström Viklund Björklund Eliasson Pålsson Berggren Sandström Åberg Öberg Åkesson Ström',
	'Falk Hellström Dahl Ek Norberg Hedlund Sundberg Sjögren Ekström Åström Hägg Grönwall Röös',
].flatMap((line) => line.split(' '));

/** Offices; the first two are the first two of every directory's first company. */
export const TOWNS = [
	'Stockholm Malmö Göteborg Uppsala Linköping Örebro Västerås Helsingborg Norrköping Jönköping',
	'Umeå Lund Borås Sundsvall Gävle Eskilstuna Halmstad Karlstad Växjö Östersund Trollhättan',
	'Luleå Kalmar Kristianstad Falun Skövde Nyköping Karlskrona Uddevalla Varberg Åkersberga',
	'Landskrona Motala Trelleborg Sandviken Örnsköldsvik Ängelholm Ystad Enköping Härnösand',
].flatMap((line) => line.split(' '));

export const COMPANIES = ['Nordvik', 'Tallbacken', 'Ljungsjö', 'Granhult', 'Ekudden', 'Sandhamra'];
