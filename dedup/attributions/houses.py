"""Houses: the list of well-known outlets as text.

One outlet a line: the name used in results, then everything else it goes by; hosts are in small
letters.
"""

from __future__ import annotations

from dedup.attributions.houses_elsewhere import ELSEWHERE
from dedup.attributions.houses_in_english import IN_ENGLISH

_WELL_KNOWN = """
Associated Press | AP | apnews.com | ap.org
Reuters | Thomson Reuters | Thomson/Reuters | Рейтер | Рейтерс | reuters.com
Agence France-Presse | AFP | Франс Пресс | afp.com
Deutsche Presse-Agentur | DPA | dpa.com
dpa-AFX | dpa-AFX Wirtschaftsnachrichten | dpa-afx.de
AWP | awp.ch
Notimex | notimex.gob.mx
Télam | Telam | telam.com.ar
Belga | belga.be
Lusa | lusa.pt
Austria Presse Agentur | APA | apa.at
Keystone-SDA | SDA | keystone-sda.ch
Evangelischer Pressedienst | EPD | epd.de
Katholische Nachrichten-Agentur | KNA | kna.de
EFE | Agencia EFE | efe.com
ANSA | ansa.it
United Press International | UPI | upi.com
PA Media | PA news agency | Press Association
Xinhua | Xinhua News Agency | xinhuanet.com
Kyodo News | Kyodo | kyodonews.net
Yonhap | Yonhap News Agency | yna.co.kr
Anadolu Agency | Anadolu | aa.com.tr
Press Trust of India | PTI
Tribune News Service | TNS | tribunenewsservice.com
McClatchy | McClatchy Newspapers | mcclatchydc.com
States Newsroom | statesnewsroom.com
Kaiser Health News | KFF Health News | khn.org | kffhealthnews.org
TASS | ITAR-TASS | ТАСС | tass.com | tass.ru
RIA Novosti | RIA | РИА Новости | ria.ru
Interfax | Интерфакс | interfax.ru
Interfax-Ukraine | Інтерфакс-Україна | Интерфакс-Украина | interfax.com.ua
Ukrinform | Укрінформ | Укринформ | ukrinform.ua | ukrinform.net
Bloomberg | Bloomberg News | bloomberg.com
Dow Jones Newswires | Dow Jones
New York Post | NY Post | N.Y. Post | NYPost | nypost.com
New York Times | NY Times | N.Y. Times | NYT | nytimes.com
Washington Post | WaPo | washingtonpost.com
Wall Street Journal | WSJ | wsj.com
Los Angeles Times | LA Times | L.A. Times | latimes.com
USA Today | usatoday.com
Chicago Tribune | chicagotribune.com
Boston Globe | bostonglobe.com
Miami Herald | miamiherald.com
New York Daily News | NY Daily News | nydailynews.com
Washington Times | washingtontimes.com
Washington Examiner | washingtonexaminer.com
Christian Science Monitor | csmonitor.com
Politico | politico.com | politico.eu
Axios | axios.com
The Hill | thehill.com
Roll Call | rollcall.com
ProPublica | propublica.org
The Conversation | theconversation.com
National Review | nationalreview.com
Weekly Standard | weeklystandard.com
Washington Free Beacon | Free Beacon | freebeacon.com
Mother Jones | motherjones.com
New Republic | newrepublic.com
New York magazine | nymag.com
Reason | Reason magazine | reason.com
Daily Wire | dailywire.com
Daily Signal | dailysignal.com
The Blaze | theblaze.com
Townhall | townhall.com
WorldNetDaily | WND | wnd.com
Epoch Times | theepochtimes.com
Lawfare | lawfareblog.com | lawfaremedia.org
Just Security | justsecurity.org
Talking Points Memo | TPM | talkingpointsmemo.com
ThinkProgress | thinkprogress.org
RealClearPolitics | Real Clear Politics | realclearpolitics.com
FiveThirtyEight | fivethirtyeight.com
Mediaite | mediaite.com
Raw Story | rawstory.com
Quartz | qz.com
Mashable | mashable.com
Gizmodo | gizmodo.com
Ars Technica | arstechnica.com
Engadget | engadget.com
CNET | cnet.com
Esquire | esquire.com
The Root | theroot.com
Deadspin | deadspin.com
Entertainment Weekly | ew.com
ESPN | espn.com
Sports Illustrated | si.com
San Francisco Chronicle | sfchronicle.com | sfgate.com
Houston Chronicle | houstonchronicle.com | chron.com
Dallas Morning News | dallasnews.com
Philadelphia Inquirer | inquirer.com | philly.com
Seattle Times | seattletimes.com
Denver Post | denverpost.com
Star Tribune | Minneapolis Star Tribune | startribune.com
Arizona Republic | azcentral.com
Times-Picayune | The Times-Picayune | nola.com
The Oregonian | Oregonian | oregonlive.com
Baltimore Sun | baltimoresun.com
Tampa Bay Times | tampabay.com
Detroit Free Press | freep.com
Detroit News | detroitnews.com
Columbus Dispatch | dispatch.com
Plain Dealer | Cleveland Plain Dealer | cleveland.com
Des Moines Register | desmoinesregister.com
Milwaukee Journal Sentinel | Journal Sentinel | jsonline.com
Indianapolis Star | IndyStar | indystar.com
Atlanta Journal-Constitution | ajc.com
Orlando Sentinel | orlandosentinel.com
Sacramento Bee | sacbee.com
San Diego Union-Tribune | sandiegouniontribune.com
Mercury News | mercurynews.com
Pittsburgh Post-Gazette | post-gazette.com
Tribune-Review | triblive.com
Kansas City Star | kansascity.com
Salt Lake Tribune | sltrib.com
Deseret News | deseret.com | deseretnews.com
Omaha World-Herald | World-Herald | omaha.com
Boston Herald | bostonherald.com
Chicago Sun-Times | Sun-Times | suntimes.com
Newsday | newsday.com
The Intercept | theintercept.com
The Atlantic | theatlantic.com
The Nation | thenation.com
The New Yorker | New Yorker | newyorker.com
Time | Time magazine | time.com
Newser | newser.com
Newsweek | newsweek.com
Forbes | forbes.com
Fortune | fortune.com
Business Insider | businessinsider.com
Vox | vox.com
Vice | VICE News | vice.com
Wired | wired.com
The Verge | theverge.com
TechCrunch | techcrunch.com
Semafor | semafor.com
Slate | slate.com
Salon | salon.com
HuffPost | Huffington Post | huffpost.com | huffingtonpost.com
BuzzFeed News | BuzzFeed | buzzfeednews.com | buzzfeed.com
Daily Beast | thedailybeast.com
Daily Caller | dailycaller.com
Breitbart | Breitbart News | breitbart.com
Newsmax | newsmax.com
Rolling Stone | rollingstone.com
Vanity Fair | vanityfair.com
Variety | variety.com
Hollywood Reporter | hollywoodreporter.com
TMZ | tmz.com
Foreign Policy | foreignpolicy.com
Defense News | defensenews.com
Defense One | defenseone.com
Military Times | militarytimes.com
Stars and Stripes | stripes.com
CNN | Cable News Network | cnn.com
Fox News | Fox | Fox News Channel | foxnews.com
Fox Business | Fox Business Network | foxbusiness.com
MSNBC | msnbc.com
CNBC | cnbc.com
NBC News | NBC | nbcnews.com
ABC News | ABC | abcnews.go.com | abcnews.com
CBS News | CBS | cbsnews.com
PBS | PBS NewsHour | pbs.org
NPR | National Public Radio | npr.org
C-SPAN | c-span.org
One America News | OAN | oann.com
NewsNation | newsnationnow.com
Voice of America | VOA | voanews.com
Radio Free Europe | Radio Free Europe/Radio Liberty | RFE/RL | Radio Liberty | rferl.org
Radio Free Asia | RFA | rfa.org
BBC | BBC News | BBC Radio | Би-би-си | Бі-бі-сі | bbc.co.uk | bbc.com
ITV News | ITV | itv.com
Sky News | Sky | news.sky.com
Channel 4 News | channel4.com
The Guardian | theguardian.com | guardian.co.uk
Financial Times | FT | ft.com
The Economist | economist.com
The Independent | independent.co.uk
The Telegraph | Daily Telegraph | Sunday Telegraph | telegraph.co.uk
The Times of London | Times of London | Sunday Times | thetimes.co.uk | thetimes.com
Daily Mail | Mail Online | MailOnline | Mail on Sunday | dailymail.co.uk
Daily Mirror | mirror.co.uk
Daily Express | express.co.uk
The Sun | thesun.co.uk
Evening Standard | standard.co.uk
The Spectator | spectator.co.uk
Irish Times | irishtimes.com
RTE | RTÉ | rte.ie
Globe and Mail | The Globe and Mail | theglobeandmail.com
Toronto Star | thestar.com
CBC | CBC News | cbc.ca
Sydney Morning Herald | smh.com.au
Times of Israel | timesofisrael.com
Times of India | timesofindia.indiatimes.com
Hindustan Times | hindustantimes.com
South China Morning Post | SCMP | scmp.com
Al Jazeera | aljazeera.com
Al Arabiya | alarabiya.net
Haaretz | haaretz.com
Nikkei | Nikkei Asia | nikkei.com
Der Spiegel | Spiegel | Spiegel Online | spiegel.de
Die Zeit | Zeit Online | zeit.de
Die Welt | welt.de
Bild | Bild am Sonntag | Bild-Zeitung | bild.de
Frankfurter Allgemeine Zeitung | FAZ | F.A.Z. | Frankfurter Allgemeine | faz.net
Süddeutsche Zeitung | SZ | sueddeutsche.de
Handelsblatt | handelsblatt.com
Tagesschau | ARD | tagesschau.de
ZDF | zdf.de
Deutsche Welle | DW | dw.com
Deutschlandfunk | Dlf | deutschlandfunk.de
WDR | wdr.de
NDR | ndr.de
MDR | mdr.de
SWR | swr.de
BR | Bayerischer Rundfunk | Bayerischen Rundfunk | br.de
RBB | rbb24 | rbb24.de
RTL | rtl.de
ntv | n-tv | n-tv.de | ntv.de
RedaktionsNetzwerk Deutschland | RND | Redaktionsnetzwerk Deutschland | rnd.de
Funke Mediengruppe | Funke-Mediengruppe | Zeitungen der Funke Mediengruppe
Wirtschaftswoche | WirtschaftsWoche | wiwo.de
Focus | FOCUS Online | Focus Online | focus.de
Stern | stern.de
Tagesspiegel | Der Tagesspiegel | tagesspiegel.de
taz | Die Tageszeitung | taz.de
Manager Magazin | manager-magazin.de
Rheinische Post | rp-online.de
Kölner Stadt-Anzeiger | ksta.de
Augsburger Allgemeine | augsburger-allgemeine.de
Hannoversche Allgemeine Zeitung | Hannoversche Allgemeine | HAZ | haz.de
Hessische Niedersächsische Allgemeine | Hessische/Niedersächsische Allgemeine | HNA | hna.de
Münchner Merkur | Merkur.de | merkur.de
Mannheimer Morgen | morgenweb.de
Tages-Anzeiger | tagesanzeiger.ch
SRF | srf.ch
Kronen Zeitung | Krone | krone.at
Kleine Zeitung | kleinezeitung.at
Die Presse | diepresse.com
Neue Zürcher Zeitung | NZZ | nzz.ch
Der Standard | derstandard.at
ORF | orf.at
Le Monde | lemonde.fr
Le Figaro | Figaro | lefigaro.fr
Libération | liberation.fr
Le Parisien | leparisien.fr
Les Echos | Les Échos | lesechos.fr
L'Express | lexpress.fr
Le Point | lepoint.fr
Mediapart | mediapart.fr
France 24 | france24.com
Franceinfo | France Info | francetvinfo.fr
BFMTV | BFM TV | bfmtv.com
TF1 | LCI | tf1info.fr
Ouest-France | ouest-france.fr
La Croix | la-croix.com
L'Humanité | humanite.fr
L'Obs | nouvelobs.com
L'Équipe | lequipe.fr
Marianne | marianne.net
Europe 1 | europe1.fr
RMC | rmc.bfmtv.com
CNews | cnews.fr
France Inter | franceinter.fr
France Télévisions | France 2 | France 3 | francetelevisions.fr
20 Minutes | 20minutes.fr
La Tribune | latribune.fr
Jeune Afrique | jeuneafrique.com
Le Soir | lesoir.be
RTBF | rtbf.be
Le Temps | letemps.ch
Radio-Canada | ici.radio-canada.ca
La Presse | lapresse.ca
Le Devoir | ledevoir.com
Journal de Montréal | Le Journal de Montréal | journaldemontreal.com
Assabah | assabah.ma
Hespress | hespress.com
RFI | Radio France Internationale | rfi.fr
El País | El Pais | elpais.com
El Mundo | elmundo.es
ABC (Spain) | abc.es
La Vanguardia | lavanguardia.com
El Confidencial | elconfidencial.com
RTVE | rtve.es
Excélsior | Excelsior | excelsior.com.mx
Milenio | Milenio Digital | milenio.com
La Jornada | jornada.com.mx
El Financiero | elfinanciero.com.mx
El Heraldo | elheraldo.co
El Tiempo | eltiempo.com
El Espectador | elespectador.com
Semana | Revista Semana | semana.com
El Comercio | elcomercio.pe
El Mercurio | emol.com
La Tercera | latercera.com
Página 12 | Página/12 | pagina12.com.ar
La Patilla | lapatilla.com
El Nacional | elnacional.com
Cadena SER | cadenaser.com
La Sexta | laSexta | lasexta.com
eldiario.es | elDiario.es
20minutos | 20minutos.es
El Periódico | elperiodico.com
La Razón | larazon.es
Noticias Caracol | Caracol Radio | caracol.com.co
Prensa Latina | prensa-latina.cu
teleSUR | TeleSUR | telesurtv.net
Europa Press | europapress.es
Infobae | infobae.com
Clarín | Clarin | clarin.com
La Nación | La Nacion | lanacion.com.ar
El Universal | eluniversal.com.mx
Reforma | reforma.com
Univision | Univisión | univision.com
Telemundo | telemundo.com
Corriere della Sera | corriere.it
La Repubblica | repubblica.it
La Stampa | lastampa.it
Gazeta Wyborcza | wyborcza.pl
Rzeczpospolita | rp.pl
Kyiv Independent | kyivindependent.com
Kyiv Post | kyivpost.com
Ukrainska Pravda | Ukrayinska Pravda | Українська правда | Украинская правда | УП | pravda.com.ua
Suspilne | Суспільне | Суспильне | suspilne.media
Hromadske | Громадське | hromadske.ua
Babel | Бабель | babel.ua
RBC-Ukraine | РБК-Україна | РБК-Украина | rbc.ua
Radio Svoboda | Радіо Свобода | Радио Свобода | radiosvoboda.org | svoboda.org
Kommersant | Коммерсант | Коммерсантъ | kommersant.ru
RBC | РБК | rbc.ru
Vedomosti | Ведомости | vedomosti.ru
Izvestia | Известия | iz.ru
Meduza | Медуза | meduza.io
Novaya Gazeta | Новая газета | novayagazeta.eu
Komsomolskaya Pravda | Комсомольская правда | kp.ru
Moskovsky Komsomolets | mk.ru
Rossiyskaya Gazeta | Российская газета | rg.ru
Rossiya 1 | Rossiya-1 | Россия 1
Rossiya 24 | Rossiya-24 | Россия 24
Channel One | Первый канал | 1tv.ru
Echo of Moscow | Ekho Moskvy | Эхо Москвы | echo.msk.ru
Rain TV | TV Rain | Dozhd | Дождь | tvrain.ru
Gazeta.ru | Газета.ru
Lenta.ru | Лента.ру
Bellingcat | bellingcat.com
Helsingin Sanomat | hs.fi
Yle | YLE | yle.fi
Iltalehti | iltalehti.fi
Ilta-Sanomat | is.fi
Dagens Nyheter | dn.se
Aftonbladet | aftonbladet.se
Politiken | politiken.dk
Aftenposten | aftenposten.no
NRC Handelsblad | nrc.nl
De Telegraaf | telegraaf.nl
De Standaard | standaard.be
Folha de S.Paulo | Folha de S. Paulo | folha.uol.com.br
O Globo | oglobo.globo.com
Hürriyet | Hurriyet | hurriyet.com.tr
Jerusalem Post | jpost.com
Yedioth Ahronoth | Ynet | ynetnews.com
The Hindu | thehindu.com
Indian Express | indianexpress.com
NDTV | ndtv.com
Global Times | globaltimes.cn
China Daily | chinadaily.com.cn
People's Daily | people.cn
Asahi Shimbun | asahi.com
Yomiuri Shimbun | yomiuri.co.jp
NHK | nhk.or.jp
Moscow Times | themoscowtimes.com
RT | Russia Today | rt.com
Sputnik | Sputnik News | sputniknews.com
"""

LISTED = _WELL_KNOWN + IN_ENGLISH + ELSEWHERE
"""All rows; of two that have the same name the later counts."""
