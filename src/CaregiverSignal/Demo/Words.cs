namespace CaregiverSignal.Demo;

/// <summary>Made-up texts: caregivers' own words and coordinators' notes.</summary>
/// <remarks>Each list is used in turn, and nobody says the same twice: who has said it all writes nothing.</remarks>
public sealed class Words
{
    public static readonly string[] Light = Lines(
        """
        Het gaat zijn gangetje. Dank dat u het vraagt.
        We hebben samen in de tuin gezeten. Dat was fijn.
        We zijn naar de markt geweest met de rolstoel. Dat durfden we vorig jaar nog niet.
        De nachten zijn rustig. Dat scheelt alles.
        Geen bijzonderheden. Tot volgende maand.
        De thuiszorg komt nu elke dag op tijd. Daar ben ik blij mee.
        Druk, maar ik doe het niet alleen. Mijn nicht komt twee keer in de week.
        We hebben een vast ritme gevonden. Dat geeft rust.
        Ik fiets elke ochtend een uur. Dat houdt mij op de been.
        Vorige week ging het minder, nu weer beter. Zo gaat dat.
        Fijn dat het gesprek met de huisarts geweest is. We weten nu waar we aan toe zijn.
        """
    );

    public static readonly string[] Middling = Lines(
        """
        De nachten worden korter. Overdag red ik het nog.
        Ik kom aan mezelf niet zo toe.
        Er is weer een afspraak in het ziekenhuis bij gekomen. Dat zijn er nu vier in een maand.
        Mijn nicht helpt minder dan eerst. Ik durf er niets van te zeggen.
        Ik doe de papieren er nu ook bij. Dat kost mij de zondag.
        Op mijn werk weten ze het niet. Ik neem steeds een uurtje vrij.
        Het koor heb ik opgezegd. Het paste niet meer.
        Ik snauwde vandaag en had meteen spijt.
        De vakantie is afgezegd. Het was te veel geregel.
        Wie neemt het over als ik zelf naar de tandarts moet?
        """
    );

    public static readonly string[] Heavy = Lines(
        """
        Ik slaap bijna niet meer en ik ben snel boos. Daar schaam ik me voor.
        Ik weet niet hoe lang dit nog zo kan.
        Niemand kan het even overnemen. Ik ben zo moe.
        Ik huil in de auto, dan ziet niemand het.
        Mijn rug is op van het tillen. De tillift is er nog steeds niet.
        Ik ben mezelf kwijt. Ik ben alleen nog de zorg.
        De familie zegt dat het zo niet langer kan. Maar hoe dan wel?
        Als ik ziek word, is er niemand.
        Ik eet staand aan het aanrecht, tussen twee keer helpen door.
        De thuiszorg is gehalveerd. De rest doe ik nu, naast mijn werk.
        Ik zeg overal dat het wel gaat. Het gaat niet.
        Nog drie weken wachten op de dagopvang. Ik tel de nachten.
        """
    );

    public static readonly string[] Devoted = Lines(
        """
        Ik doe het met liefde. Dat mijn knieën pijn doen, hoort erbij.
        Het is zwaar en het is goed. Allebei.
        Zolang ik kan, doe ik het zelf. Moe word ik later wel.
        Mensen zeggen dat ik aan mezelf moet denken. Dit ís wat ik wil.
        """
    );

    public static readonly string[] Relieved = Lines(
        """
        Sinds de dagopvang slaap ik weer. Ik wist niet meer hoe dat was.
        Fijn dat u belde. Mijn neef komt nu elke zaterdag.
        Er is nu twee keer in de week iemand voor de nacht. Een wereld van verschil.
        Ik heb het mijn chef verteld. Die reageerde goed.
        We gaan een weekend weg. Het eerste in drie jaar.
        De praatgroep helpt. Ik ben niet de enige.
        """
    );

    public static readonly string[] Asking = Lines(
        """
        Wilt u mij bellen? Ik weet het even niet meer.
        Er moet iets gebeuren, maar ik weet niet wat. Belt u?
        Praten zou fijn zijn. Liefst in de ochtend.
        Ik wil graag overleggen over een paar dagen weg. Kan dat?
        Wie kan mij helpen met de aanvraag? Ik kom er niet uit.
        De dokter zegt dat ik hulp moet vragen. Dus dat doe ik nu.
        """
    );

    public static readonly string[] Talks = Lines(
        """
        Rustig gesproken. Vooral de nachten zijn zwaar. Vraag naar dagopvang uitgezet.
        Was blij met het telefoontje. Gaat met de huisarts praten.
        Een neef kan de zaterdag overnemen. Ik bel over een paar weken weer.
        Vrijwilliger gevraagd voor de donderdagmiddag.
        Wilde vooral even het verhaal kwijt. Geen actie nu, wel volgen.
        Samen de week doorgelopen. De dinsdag is het zwaarst: kijken naar dagbesteding.
        Brief van de gemeente samen gelezen. Ik vraag na wat er nodig is.
        Wil het eerst zelf proberen. Afgesproken dat ik opnieuw bel.
        Schrok van de eigen antwoorden. Lucht gegeven, niets besloten.
        """
    );

    private readonly Dictionary<string[], int> turns = [];

    /// <summary>The words that a caregiver writes with their answers.</summary>
    /// <param name="strain">0 to 1.</param>
    public string? OwnWords(Person person, double strain, bool asksForCall) =>
        Next(
            person,
            (person.Course, strain) switch
            {
                _ when asksForCall => Asking,
                (Course.Devoted, _) => Devoted,
                (Course.Recovering, < 0.5) => Relieved,
                (_, < 0.5) when person.HelpedFrom is not null => Relieved,
                (_, < 0.4) => Light,
                (_, < 0.65) => Middling,
                _ => Heavy,
            }
        );

    /// <returns>What follows in a list; null for somebody of whom all of it was written.</returns>
    public string? Next(Person person, string[] list)
    {
        for (var tries = 0; tries < list.Length; tries++)
        {
            var turn = turns[list] = (turns.GetValueOrDefault(list, -1) + 1) % list.Length;
            if (person.Said.Add(list[turn]))
                return list[turn];
        }

        return null;
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.TrimEntries);
}
