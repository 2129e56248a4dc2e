"""Houses in English: more agencies, sites, stations and papers whose names have no outlet's shape.

A row is as in ``houses.py``: the name used in results, then everything else it goes by.
"""

from __future__ import annotations

IN_ENGLISH = """
PR Newswire | PRNewswire | PRNewswire-USNewswire | prnewswire.com
Business Wire | BUSINESS WIRE | BusinessWire | businesswire.com
GlobeNewswire | GLOBE NEWSWIRE | Globe Newswire | globenewswire.com
ACCESSWIRE | AccessWire | accesswire.com
Marketwired | Marketwire | CNW | CNW Group | newswire.ca
EIN Presswire | einpresswire.com
MENAFN | menafn.com
Canadian Press | The Canadian Press | thecanadianpress.com
Australian Associated Press | AAP | AAP Newswire | aap.com.au
Asian News International | ANI | aninews.in
Times of India | timesofindia.com
Indo-Asian News Service | IANS | ians.in
Kuwait News Agency | KUNA | kuna.net.kw
WAFA | wafa.ps
Ruptly | ruptly.tv
NewsBusters | News Busters | newsbusters.org
Commentary | Commentary magazine
Saudi Press Agency | SPA | spa.gov.sa
Emirates News Agency | WAM | wam.ae
Qatar News Agency | QNA
Syrian Arab News Agency | SANA | sana.sy
Islamic Republic News Agency | IRNA | irna.ir
Tasnim | Tasnim News Agency | tasnimnews.com
Mehr News Agency | Mehr | mehrnews.com
Fars News Agency | Fars | farsnews.ir
Korean Central News Agency | KCNA | kcna.kp
Central News Agency | Focus Taiwan | focustaiwan.tw
Jiji Press | Jiji | jiji.com
Antara | Antara News | antaranews.com
Bernama | bernama.com
Vietnam News Agency
BelTA | belta.by
Inter Press Service
Religion News Service | religionnews.com
Catholic News Service | catholicnews.com
Catholic News Agency | CNA | catholicnewsagency.com
Jewish Telegraphic Agency | JTA | jta.org
City News Service | CNS News
Bay City News
States News Service
Capitol News Illinois
Courthouse News Service | courthousenews.com
Stacker | stacker.com
Hakai Magazine | hakaimagazine.com
Undark | undark.org
Grist | grist.org
Inside Climate News | InsideClimate News | insideclimatenews.org
Mongabay | mongabay.com
The Marshall Project | themarshallproject.org
The 19th | 19thnews.org
Chalkbeat | chalkbeat.org
CalMatters | calmatters.org
Texas Tribune | texastribune.org
Stat | STAT | STAT News | statnews.com
MedPage Today | medpagetoday.com
The War Zone
Task and Purpose | Task & Purpose | taskandpurpose.com
Military.com
Infowars | InfoWars | infowars.com
Gateway Pundit | The Gateway Pundit | thegatewaypundit.com
BigGovernment.com | Big Government | biggovernment.com
Washington Monthly | washingtonmonthly.com
The Federalist | thefederalist.com
PJ Media | pjmedia.com
RedState | redstate.com
Hot Air | hotair.com
Drudge Report | drudgereport.com
Daily Kos | dailykos.com
Truthout | truthout.org
Common Dreams | commondreams.org
AlterNet | alternet.org
Crooks and Liars | crooksandliars.com
CNSNews | CNSNews.com | cnsnews.com
LifeSiteNews | lifesitenews.com
LifeZette | lifezette.com
InsideSources | InsideSources.com | insidesources.com
Zero Hedge | ZeroHedge | zerohedge.com
MarketWatch | marketwatch.com
Seeking Alpha | seekingalpha.com
Barron's | barrons.com
Kiplinger | kiplinger.com
The Street | TheStreet | thestreet.com
Yahoo News | Yahoo! News | news.yahoo.com
MSN | msn.com
AOL | AOL News | aol.com
Patch | patch.com
Gothamist | gothamist.com
Jezebel | jezebel.com
Gawker | gawker.com
Deadline | deadline.com
The Wrap | TheWrap | thewrap.com
Billboard | billboard.com
Us Weekly | Us Magazine | usmagazine.com
E! News | E! Online | eonline.com
Entertainment Tonight | etonline.com
Page Six | pagesix.com
Consumer Reports | consumerreports.org
National Geographic | nationalgeographic.com
Scientific American | scientificamerican.com
New Scientist | newscientist.com
Smithsonian magazine | smithsonianmag.com
Space.com | space.com
Live Science | livescience.com
Bleacher Report | bleacherreport.com
The Athletic | theathletic.com
The Ringer | theringer.com
ESPNcricinfo | espncricinfo.com
Cricbuzz | cricbuzz.com
NFL Network | nfl.com
MLB Network | mlb.com
9to5Mac | 9to5mac.com
MacRumors | macrumors.com
The Register | theregister.com | theregister.co.uk
ZDNet | zdnet.com
VentureBeat | venturebeat.com
Recode | recode.net
IGN | ign.com
Kotaku | kotaku.com
Polygon | polygon.com
PolitiFact | politifact.com
Snopes | snopes.com
FactCheck.org | factcheck.org
NY1 | Spectrum News NY1 | ny1.com
WNYC | wnyc.org
New England Cable News | NECN | necn.com
News 12 | news12.com
Christian Broadcasting Network | CBN | CBN News | cbn.com
Al Jazeera America
Democracy Now! | Democracy Now | democracynow.org
Current TV
HLN
BNN Bloomberg | BNN
CTV | CTV News | ctvnews.ca
Global News | globalnews.ca
CityNews | citynews.ca
National Post | nationalpost.com
Maclean's | macleans.ca
Postmedia | Postmedia News
The Tyee | thetyee.ca
Sky News Australia | skynews.com.au
The Age | theage.com.au
News Corp Australia | news.com.au
Nine News | 9News | 9news.com.au
Seven News | 7NEWS | 7news.com.au
SBS News | sbs.com.au
Stuff | stuff.co.nz
New Zealand Herald | NZ Herald | nzherald.co.nz
Radio New Zealand | RNZ | rnz.co.nz
Newshub | newshub.co.nz
Metro | Metro.co.uk | metro.co.uk
talkRADIO | TalkTV
GB News | gbnews.com
The Scotsman | scotsman.com
The Herald (Scotland)
Manchester Evening News | manchestereveningnews.co.uk
Liverpool Echo | liverpoolecho.co.uk
Press and Journal
New Statesman | newstatesman.com
Private Eye
London Review of Books
Irish Independent | independent.ie
Irish Examiner | irishexaminer.com
TheJournal.ie | thejournal.ie
Belfast Telegraph | belfasttelegraph.co.uk
Malta Today | MaltaToday | maltatoday.com.mt
Scroll | Scroll.in | scroll.in
The Wire (India) | The Wire | thewire.in
The Quint | thequint.com
The Print | ThePrint | theprint.in
News18 | CNN-News18 | news18.com
India Today | indiatoday.in
Outlook | outlookindia.com
Mint | LiveMint | livemint.com
Moneycontrol | moneycontrol.com
Firstpost | firstpost.com
Republic TV
Zee News | zeenews.india.com
Deccan Herald | deccanherald.com
Deccan Chronicle | deccanchronicle.com
Pinkvilla | pinkvilla.com
Dawn | Dawn.com | dawn.com
Geo News | Geo TV | geo.tv
Express Tribune | tribune.com.pk
Daily Star (Bangladesh) | thedailystar.net
Ada Derana | adaderana.lk
Straits Times | straitstimes.com
Channel NewsAsia | channelnewsasia.com
Malaysiakini | malaysiakini.com
Bangkok Post | bangkokpost.com
Rappler | rappler.com
Philippine Daily Inquirer | inquirer.net
DigiTimes | Digitimes | digitimes.com
ANC | ABS-CBN News Channel
Natural News | naturalnews.com
Inequality Media
ABS-CBN | ABS-CBN News | abs-cbn.com
GMA News | gmanetwork.com
Jakarta Post | thejakartapost.com
Tempo | tempo.co
Taipei Times | taipeitimes.com
Japan Times | japantimes.co.jp
Korea Herald | koreaherald.com
Korea Times
Chosun Ilbo | chosun.com
JoongAng Ilbo | JoongAng Daily
Caixin | caixin.com
The Paper (China) | thepaper.cn
CGTN | cgtn.com
CCTV | cctv.com
Punch | The Punch | punchng.com
Vanguard (Nigeria) | vanguardngr.com
Premium Times | premiumtimesng.com
Daily Post (Nigeria) | dailypost.ng
Sahara Reporters | saharareporters.com
ThisDay | thisdaylive.com
Channels Television | Channels TV | channelstv.com
Arise News
Daily Nation | nation.africa
News24 | news24.com
Daily Maverick | dailymaverick.co.za
Mail & Guardian | mg.co.za
SABC | SABC News | sabcnews.com
eNCA | enca.com
Eyewitness News
Graphic Online | graphic.com.gh
Joy FM | myjoyonline.com
Ahram Online | Al-Ahram | ahram.org.eg
Middle East Eye | middleeasteye.net
The National (Emirates) | thenationalnews.com
Gulf News | gulfnews.com
Khaleej Times | khaleejtimes.com
Arab News | arabnews.com
Asharq Al-Awsat | aawsat.com
Al Hurra | Alhurra | alhurra.com
Al Mayadeen | Al-Mayadeen
Al Manar | Al-Manar
Channel 12 (Israel) | N12
Kan | Kan News
Walla | Walla News
Israel Hayom | israelhayom.com
Maariv | maariv.co.il
Press TV | presstv.ir
EUobserver | euobserver.com
Euronews | euronews.com
Euractiv | EURACTIV | euractiv.com
Balkan Insight | BIRN | balkaninsight.com
"""
"""Stations by call letters, and names that end in Times or Radio, need no row."""
