Console.Error.WriteLine("usage: benchmarks segment | run | email");
return 2;
