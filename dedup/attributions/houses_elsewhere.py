"""Houses elsewhere: more outlets of other languages whose names have no outlet's shape.

A row is as in ``houses.py``: the name used in results, then everything else it goes by.
"""

from __future__ import annotations

ELSEWHERE = """
Sportschau | sportschau.de
Sport1 | SPORT1 | sport1.de
Transfermarkt | transfermarkt.de
ProSieben | ProSiebenSat.1
Sat.1 | SAT.1 | sat1.de
Radio Bremen | radiobremen.de
Hessischer Rundfunk | hr-iNFO | hessenschau | hessenschau.de
Saarländischer Rundfunk | sr.de
Mitteldeutscher Rundfunk
Norddeutscher Rundfunk
Westdeutscher Rundfunk
Südwestrundfunk
t-online | T-Online | t-online.de
SonntagsBlick | blick.ch
Tele M1 | telem1.ch
TeleZüri | telezueri.ch
20 Minuten | 20min.ch
Aargauer Zeitung | aargauerzeitung.ch
Luzerner Zeitung
Die Weltwoche | Weltwoche
Netzpolitik | netzpolitik.org
Correctiv | CORRECTIV | correctiv.org
Heise | heise online | heise.de
Golem | Golem.de | golem.de
Kurier | kurier.at
Tiroler Tageszeitung | tt.com
Oberösterreichische Nachrichten | nachrichten.at
Salzburger Nachrichten | sn.at
Puls 4 | PULS 4 | PULS 24
Servus TV | ServusTV
Südtirol Online
Antenne Bayern
Radio FFH
Westfalenpost
Nordwest-Zeitung | NWZ
Hamburger Abendblatt | Abendblatt | Abendblatts
Märkische Oderzeitung | MOZ | moz.de
Bulgarischer Nationaler Rundfunk | Bulgarischen Nationalen Rundfunk | BNR
Braunschweiger Zeitung
Weser-Kurier | weser-kurier.de
Sächsische Zeitung | saechsische.de
Leipziger Volkszeitung | LVZ | lvz.de
Mitteldeutsche Zeitung | mz.de
Stuttgarter Zeitung
Stuttgarter Nachrichten
Schwäbische Zeitung
Südkurier | SÜDKURIER | suedkurier.de
Nordkurier | nordkurier.de
Berliner Morgenpost
Berliner Zeitung | berliner-zeitung.de
Hamburger Abendblatt | abendblatt.de
Frankfurter Rundschau | fr.de
Neues Deutschland
junge Welt
Der Freitag | freitag.de
L'Indépendant | lindependant.fr
Sud Ouest | sudouest.fr
La Dépêche | La Dépêche du Midi | ladepeche.fr
La Voix du Nord | lavoixdunord.fr
Le Progrès | leprogres.fr
Le Dauphiné Libéré | Le Dauphiné | ledauphine.com
Nice-Matin | nicematin.com
La Provence | laprovence.com
Midi Libre | midilibre.fr
Le Télégramme | letelegramme.fr
Dernières Nouvelles d'Alsace | dna.fr
L'Est Républicain | estrepublicain.fr
Challenges | challenges.fr
L'Opinion | lopinion.fr
Paris Match | parismatch.com
Valeurs actuelles | valeursactuelles.com
Le Canard enchaîné | Le Canard Enchaîné
Charlie Hebdo
Journal du Dimanche | Le Journal du Dimanche | JDD | lejdd.fr
Arrêt sur images
France Bleu | francebleu.fr
France Culture
France 5
Sud Radio
Radio Classique
RTL France
Arte | ARTE | arte.tv
TV5 Monde | TV5MONDE
HuffPost France
Numerama | numerama.com
La Libre Belgique | La Libre | lalibre.be
La Dernière Heure
Het Laatste Nieuws | HLN Belgium
De Morgen | demorgen.be
VRT | vrt.be
De Tijd | tijd.be
L'Echo | lecho.be
RTS | rts.ch
Tribune de Genève | tdg.ch
Antena 3 | antena3.com
Telecinco | telecinco.es
COPE | Cadena COPE | cope.es
Onda Cero | ondacero.es
TV3 | Catalunya Ràdio
TVE | Televisión Española
Canal Sur
Telemadrid
EITB
Público | Publico | publico.es
OKdiario | okdiario.com
esRadio
El Español | elespanol.com
El Correo | elcorreo.com
Diario Vasco
La Voz de Galicia | lavozdegalicia.es
Faro de Vigo
Expansión | expansion.com
Cinco Días | cincodias.com
Diario AS | as.com
Mundo Deportivo | mundodeportivo.com
Vozpópuli | Vozpopuli
Servimedia | servimedia.es
El Siglo de Torreón
Televisa | televisa.com
TV Azteca
Aristegui Noticias | aristeguinoticias.com
Animal Político | animalpolitico.com
Proceso | proceso.com.mx
SinEmbargo | sinembargo.mx
Vanguardia (Mexico)
El Norte
El Debate | debate.com.mx
El Sol de México
El Economista
La Crónica
Azteca Noticias
Imagen Radio
Radio Fórmula | Grupo Fórmula
W Radio | wradio.com.co
Blu Radio | bluradio.com
RCN | RCN Radio | Noticias RCN
El Colombiano | elcolombiano.com
Vanguardia Liberal
El País (Uruguay)
El Observador | elobservador.com.uy
Radio Mitre
Todo Noticias | tn.com.ar
C5N
Ámbito | Ámbito Financiero | ambito.com
Cronista | El Cronista
BioBioChile | Radio Bío Bío | Biobío | biobiochile.cl
Cooperativa | Radio Cooperativa | cooperativa.cl
El Mostrador | elmostrador.cl
RPP | RPP Noticias | rpp.pe
La República | larepublica.pe
Andina | andina.pe
El Universo | eluniverso.com
Ecuavisa | ecuavisa.com
El Deber | eldeber.com.bo
ABC Color | abc.com.py
Última Hora | ultimahora.com
El Nuevo Herald | elnuevoherald.com
El Nuevo Día | elnuevodia.com
Listín Diario | listindiario.com
14ymedio | 14ymedio.com
Granma | granma.cu
Cubadebate
La Prensa Gráfica
Prensa Libre | prensalibre.com
El Faro | elfaro.net
Confidencial | confidencial.com.ni
Efecto Cocuyo
Runrunes | Runrun.es
Tal Cual | TalCual
Il Sole 24 Ore | ilsole24ore.com
Il Fatto Quotidiano | ilfattoquotidiano.it
Il Giornale | ilgiornale.it
Il Messaggero | ilmessaggero.it
Il Mattino
Adnkronos | adnkronos.com
AGI | agi.it
Rai | RaiNews | Rai 1 | rainews.it
La7
Mediaset | TgCom24
Gazzetta dello Sport | La Gazzetta dello Sport | gazzetta.it
Público (Portugal) | publico.pt
Expresso | expresso.pt
Observador | observador.pt
Diário de Notícias | dn.pt
Jornal de Notícias | jn.pt
Estadão | Estado de S. Paulo | O Estado de S. Paulo | estadao.com.br
G1 | g1.globo.com
UOL | uol.com.br
TV Globo | Rede Globo
Veja | veja.abril.com.br
Agência Brasil
PAP | Polska Agencja Prasowa | pap.pl
TVN24 | TVN | TVN 24 | tvn24.pl
TVP | TVP Info | tvp.info
Polsat News | polsatnews.pl
Onet | onet.pl
Wirtualna Polska | wp.pl
Interia | interia.pl
RMF FM | rmf24.pl
Radio Zet | radiozet.pl
TOK FM | tokfm.pl
Dziennik Gazeta Prawna
Super Express | se.pl
Fakt | fakt.pl
Newsweek Polska
Polityka | polityka.pl
ČTK | CTK
Česká televize | ČT24
Novinky | novinky.cz
iDNES | iDNES.cz | idnes.cz
TASR
Index.hu | index.hu
Telex | telex.hu
Agerpres
Digi24 | digi24.ro
HotNews | hotnews.ro
Hina
Jutarnji list
24sata | 24sata.hr
ANA-MPA
Kathimerini | ekathimerini.com
Skai
NTB
NRK | nrk.no
VG | Verdens Gang | vg.no
Dagbladet | dagbladet.no
TV 2 | TV2
TT News Agency
SVT | svt.se
TV4 | tv4.se
Sveriges Radio
Expressen | expressen.se
Svenska Dagbladet | svd.se
Ritzau
Berlingske | berlingske.dk
Jyllands-Posten | jp.dk
Ekstra Bladet
RÚV | RUV
Morgunblaðið
MTV Uutiset | MTV3
Kauppalehti | kauppalehti.fi
Postimees | postimees.ee
Delfi | delfi.lt | delfi.lv | delfi.ee
BNS | Baltic News Service
LETA
LRT | lrt.lt
Algemeen Dagblad | AD.nl
de Volkskrant | Volkskrant | volkskrant.nl
Trouw | trouw.nl
ANP
Cumhuriyet | cumhuriyet.com.tr
Daily Sabah | dailysabah.com
Demirören | DHA
NTV (Turkey)
CNN Türk | CNN Turk
UNIAN | УНІАН | УНИАН | unian.ua | unian.net
UNN | УНН | unn.ua
ZN.UA | Дзеркало тижня | Зеркало недели | zn.ua
LB.ua | Лівий берег | lb.ua
European Pravda | Європейська правда | Европейская правда | eurointegration.com.ua
Економічна правда | Экономическая правда | epravda.com.ua
TSN | ТСН | tsn.ua
24 канал | 24 Канал | 24tv.ua
Espreso | Еспресо | Эспрессо | espreso.tv
Цензор.нет | Цензор.НЕТ | censor.net
Страна.ua | strana.ua
Obozrevatel | obozrevatel.com
LIGA.net | Ліга.net | Лига.net | ЛІГА.net | liga.net
Слово і діло | Слово и дело | slovoidilo.ua
Forbes Ukraine
ZAXID.NET | Zaxid | zaxid.net
Радіо НВ
RTVI
NTV | НТВ | ntv.ru
REN TV | РЕН ТВ | ren.tv
Аргументы и факты | АиФ | aif.ru
Fontanka | Фонтанка | Фонтанка.ру | fontanka.ru
The Bell | thebell.io
The Insider | theins.ru
iStories | Важные истории | istories.media
Mediazona | Медиазона | zona.media
Новая газета. Европа | Новая газета Европа
Current Time | Настоящее время | currenttime.tv
BBC Russian | Русская служба Би-би-си | Русская служба BBC
Радио Свободная Европа
Tsargrad | Царьград
Vzglyad | Взгляд | vz.ru
URA.RU | Ura.ru | ura.news
Suspilne | Суспільному | Суспільного
Ukrinform | Укрінформу
Ukrainska Pravda | Українській правді | Української правди | Українську правду
Babel | Бабелю
Hromadske | Громадському
Ukrainska Pravda | УП
Meduza | Медузе | Медузы | Медузу
Kommersant | Коммерсанту | Коммерсанта | Ъ
Vedomosti | Ведомостям | Ведомостей
Izvestia | Известиям | Известий
Echo of Moscow | Эха Москвы | Эху Москвы | Эхе Москвы
Rain TV | Дождю | Дождя
Novaya Gazeta | Новой газете | Новой газеты | Новую газету
Komsomolskaya Pravda | Комсомольской правде | Комсомольской правды
Rossiyskaya Gazeta | Российской газете | Российской газеты
Channel One | Первого канала | Первому каналу | Первом канале
Interfax | Интерфаксу | Интерфакса
Fontanka | Фонтанке | Фонтанки
Mediazona | Медиазоне | Медиазоны
Der Spiegel | Spiegels
Handelsblatt | Handelsblatts
Tagesspiegel | Tagesspiegels
Deutschlandfunk | Deutschlandfunks | Deutschlandfunk Kultur
Deutsche Presse-Agentur | Deutschen Presse-Agentur
Süddeutsche Zeitung | Süddeutschen Zeitung | Süddeutscher Zeitung
Frankfurter Allgemeine Zeitung | Frankfurter Allgemeinen Zeitung | Frankfurter Allgemeinen
Neue Zürcher Zeitung | Neuen Zürcher Zeitung
Rheinische Post | Rheinischen Post
Augsburger Allgemeine | Augsburger Allgemeinen
Neue Osnabrücker Zeitung | Neuen Osnabrücker Zeitung | NOZ
Welt am Sonntag
"""
"""The last rows are cases of names that stand in ``houses.py`` in the first.

Names that end in Zeitung, Press or Pravda need no row.
"""
