using System.Text.Json;
using Microsoft.Playwright;

namespace CaregiverSignal.Tests.Support;

/// <summary>
/// A page on a telephone in languages that nobody has: its texts longer by about 40 %, as each vowel comes twice, in
/// letters with accents, and in those of Arabic from the right.
/// </summary>
public static class LongerTexts
{
    private const int Telephone = 360;

    /// <summary>Changes the texts, and tells what stands outside its box or the screen, is cut off, or lies over
    /// another. Pictures stay: their words are laid out where they are drawn.</summary>
    private const string Change = """
        isArabic => {
          const letters = isArabic ? 'ابتثجحخدذرزسشصضطظعغفقكلمنه' : 'áƀçđéƒğĥíĵķľɱñóþɋŕšţúṽŵẋýž';
          const other = one => letters[one.toLowerCase().charCodeAt(0) - 97].repeat(/[aeiou]/i.test(one) ? 2 : 1);
          const longer = text => text.replace(/[\w.]+@\S+|[a-z]/gi, one => one.length > 1 ? one : other(one));
          const scrolls = style => style.overflowX === 'auto' || style.overflowX === 'scroll';

          document.documentElement.dir = isArabic ? 'rtl' : 'ltr';
          const texts = [];
          for (const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT); walk.nextNode();)
            if (walk.currentNode.data.trim() && !walk.currentNode.parentElement.closest('svg, script, style'))
              texts.push(walk.currentNode);
          for (const text of texts) text.data = longer(text.data);

          const wrong = new Set(), lines = [];
          for (const text of texts) {
            const said = text.data.trim();
            const around = [];
            for (let one = text.parentElement; one; one = one.parentElement) around.push([one, getComputedStyle(one)]);
            const isSeen = around[0][0].checkVisibility({ visibilityProperty: true })
              && !around[0][0].closest('option, .skip')
              && !around.some(([one, style]) => style.clipPath !== 'none');
            if (!isSeen) continue;
            for (const [one, style] of around)
              if (style.overflowX === 'hidden' && one.scrollWidth > one.clientWidth + 1) wrong.add(`cut off: ${said}`);
            const range = document.createRange();
            range.selectNodeContents(text);
            const rows = [...range.getClientRects()].filter(row => row.width > 1 && row.height > 1);
            const box = around.find(([, style]) => style.display !== 'inline')[0].getBoundingClientRect();
            for (const row of rows) {
              if (!around.some(([, style]) => scrolls(style))) {
                if (row.left < box.left - 1 || row.right > box.right + 1) wrong.add(`outside its box: ${said}`);
                if (row.left < -1 || row.right > innerWidth + 1) wrong.add(`outside the screen: ${said}`);
              }
              const [quarter, side] = [row.height / 4, 2];
              lines.push({
                text, top: row.top + quarter, bottom: row.bottom - quarter, left: row.left + side, right: row.right - side,
              });
            }
          }

          lines.sort((one, other) => one.top - other.top);
          for (const [place, one] of lines.entries())
            for (let next = place + 1; next < lines.length && lines[next].top < one.bottom; next++)
              if (lines[next].text !== one.text && lines[next].left < one.right && one.left < lines[next].right)
                wrong.add(`over each other: ${one.text.data.trim()} | ${lines[next].text.data.trim()}`);
          const width = document.documentElement.scrollWidth;
          if (width > innerWidth) wrong.add(`is ${width} wide`);
          return { looked: lines.length, wrong: [...wrong] };
        }
        """;

    /// <summary>Lays the HTML in a page that has script, and leaves it there as it was.</summary>
    public static async Task CheckAsync(IPage page, string html, string title)
    {
        await page.SetViewportSizeAsync(Telephone, 800);
        foreach (var isArabic in new[] { false, true })
        {
            await page.SetContentAsync(html);
            var found = await page.EvaluateAsync<JsonElement>(Change, isArabic);
            Assert.True(found.GetProperty("looked").GetInt32() > 2, $"{title}: no text was found");
            Assert.True(
                found.GetProperty("wrong").GetArrayLength() == 0,
                $"{title}, longer, {(isArabic ? "from the right" : "from the left")}: {found.GetProperty("wrong")}"
            );
        }

        await page.SetContentAsync(html);
    }
}
