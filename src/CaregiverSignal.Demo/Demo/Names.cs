namespace CaregiverSignal.Demo;

public static class Names
{
    private static readonly string[] First = Split(
        """
        Sanne Willem Fatma Gerda Joost Marijke Anton Lies Ruud Yasmin
        Corrie Bram Hennie Elif Toos Kees Ilse Marco Nel Soraya
        Wim Petra Ria Jelle Annemiek Dirk Truus Mehmet Karin Ton
        Greet Lotte Harm Ineke Rachid Bep Frank Tineke Olga Sjoerd
        Mies Peter Dineke Arjan Loes Gijs Wilma Noor Henk Thea
        """
    );

    private static readonly string[] Last = Split(
        """
        Bedachtsma Verzonnen Fictiehof Nergenshuis Proefstra Denkbeeld Testemaker
        Zomaarink Voorbeeld Sprookjesveld Nietbestaand Papierberg Fantasma Luchtkasteel
        Zogenaamd Dagdroom Romanfiguur Toneelstra Verhalenberg Ditmaal Schijnbaar
        Nergensveld Alsofsma Wolkenhuis Poppenkast Vertelsel Speelgoed Demostra
        Proefkonijn Kladpapier Oefenaar Gisteren Misschien Zandkasteel Regenboog
        Sterrenkijker Maanlicht Bladzijde Inktvis Vliegerhof Droomland
        """
    );

    /// <summary>Different for every number below 2050.</summary>
    public static (string First, string Last) Of(int number)
    {
        var (round, place) = Math.DivRem(number, First.Length);
        return (First[place], Last[((23 * round) + (7 * place)) % Last.Length]);
    }

    private static string[] Split(string names) => names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
