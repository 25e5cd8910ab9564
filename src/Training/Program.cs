Console.Error.WriteLine("usage: training copy");
return 2;
